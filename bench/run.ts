import { growth } from "./growth.ts";
import { machine } from "./machine.ts";
import { failed, type Row } from "./row.ts";
import type { Scale } from "./scale.ts";
import { table } from "./table.ts";

/** Every bench by name, a line each. */
const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  startup: async () => (await import("./startup.ts")).measure(),
  verify: async () => (await import("./verify.ts")).measureVerify(),
  collections: async () => (await import("./collections.ts")).measureCollections(),
  peers: async () => (await import("./peers/peers.ts")).measurePeers(),
  "scale-1000": () => scale({ clients: 1_000, rounds: 3, claimed: false }),
  "scale-10000": () => scale({ clients: 10_000, rounds: 3, claimed: true }),
  "scale-50000": () => scale({ clients: 50_000, rounds: 1, claimed: false }),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`${name} …`);
    rows.push(...(await measure()));
  }
  rows.push(...growth(rows));
  if (process.argv.includes("--json")) console.log(JSON.stringify({ machine, rows }));
  else console.log(`${table(rows)}\n\n${Object.values(machine).join(", ")}`);
  if (rows.some(failed)) process.exitCode = 1;
}

async function scale(size: Scale): Promise<readonly Row[]> {
  return (await import("./scale.ts")).measureScale(size);
}
