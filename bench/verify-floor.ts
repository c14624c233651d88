/**
 * The least that checking a journal takes: its bytes are read, each line is hashed with the hash before, and parsed as JSON.
 * It knows no event, no plan and no totals. Prints the last hash.
 */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";

const SEAL_BYTES = 75;
const bytes = readFileSync(process.argv[2] as string);
let head = "0".repeat(64);
for (let from = 0, to = bytes.indexOf(10); to !== -1; from = to + 1, to = bytes.indexOf(10, from)) {
  const line = bytes.toString("utf8", from, to);
  head = hash("sha256", `${head}\n${line.slice(0, -SEAL_BYTES)}}`);
  if ((JSON.parse(line) as { hash: string }).hash !== head) throw new Error("a line does not fit the chain");
}
console.log(head);
