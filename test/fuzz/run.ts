/** `npm run fuzz`: many inputs of each kind, or of one; what is found lies in build/fuzz afterwards. */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeInput } from "./inputs.ts";
import { kinds } from "./kinds.ts";
import type { Tally } from "./order.ts";
import { findInWords, watch } from "./watch.ts";

const FOUND = "build/fuzz";
const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    from: { type: "string", default: "0" },
    kind: { type: "string", multiple: true, default: Object.keys(kinds) },
    file: { type: "string", multiple: true, default: [] },
  },
});
const [inputs, seed, from] = [values.inputs, values.seed, values.from].map(Number) as [number, number, number];
const unknown = values.kind.filter((name) => !(name in kinds));
const MOST_SHOWN = 5;
const columns = [16, 9, 9, 9, 9, 12, 9] as const;

function row(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, at) => (at === 0 ? String(cell).padEnd(columns[0]) : String(cell).padStart(columns[at] ?? 0)))
    .join(" ");
}

/** Keeps what went wrong, and says how it becomes a test. */
async function keep(name: string, { finds }: Tally): Promise<void> {
  const kind = values.file.length > 0 ? null : await kinds[name]?.();
  for (const find of finds.slice(0, MOST_SHOWN)) {
    console.log(`  ${findInWords(find)}`);
    if (kind == null) continue;
    mkdirSync(FOUND, { recursive: true });
    const path = join(FOUND, `${name}-${seed}-${find.number}.bin`);
    writeFileSync(path, makeInput(kind, seed, find.number));
    console.log(`  saved as ${path}; again: npm run fuzz -- --kind ${name} --file ${path}`);
  }
  await kind?.close?.();
}

async function sweep(name: string): Promise<boolean> {
  const start = performance.now();
  const to = values.file.length > 0 ? values.file.length : from + inputs;
  const tally = await watch({ kind: name, seed, from: values.file.length > 0 ? 0 : from, to, files: values.file });
  const { accepted, refused, slowest, peakMb, finds } = tally;
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(
    row([name, accepted + refused + finds.length, seconds, accepted, refused, `${slowest.ms} ms`, `${peakMb} MB`]) +
      `  #${slowest.number}`,
  );
  await keep(name, tally);
  return finds.length === 0;
}

if (unknown.length > 0 || [inputs, seed, from].some((figure) => !Number.isSafeInteger(figure) || figure < 0)) {
  console.error(`usage: npm run fuzz -- [--inputs N] [--seed N] [--from N] [--kind NAME] [--file PATH]`);
  console.error(`kinds: ${Object.keys(kinds).join(", ")}`);
  process.exitCode = 2;
} else {
  console.log(`seed ${seed}, Node ${process.version}, ${availableParallelism()} cores`);
  console.log(`${row(["kind", "inputs", "seconds", "accepted", "refused", "slowest", "memory"])}  which`);
  let sound = true;
  for (const name of values.kind) sound = (await sweep(name)) && sound;
  if (!sound) {
    console.log(
      "A find becomes a test: copy its file to test/fuzz/found/KIND/WHAT-IS-WRONG.bin, then mend what is wrong.",
    );
    process.exitCode = 1;
  }
}
