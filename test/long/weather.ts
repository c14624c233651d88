import { writeFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { TruthClient } from "../../src/sim/truth.ts";
import { type RoughRun, runInRoughWeather } from "../support/rough-run.ts";

/** Rough weather at its worst, a run for each seed, against the truth. Exits with 1 where anything told is not so. */

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "2000" },
    seeds: { type: "string", default: "10" },
    "first-seed": { type: "string", default: "1" },
    concurrency: { type: "string", default: "500" },
    operation: { type: "string", default: "3s" },
    wait: { type: "string", default: "20s" },
    "stop-after": { type: "string", default: "" },
    "try-again": { type: "boolean", default: false },
    tls: { type: "boolean", default: false },
    detail: { type: "boolean", default: false },
  },
});
const { tls, operation, wait, "try-again": tryAgain } = values;
const clients = Number(values.clients);
const stopAfterMs = values["stop-after"].split(",").flatMap((text) => (text === "" ? [] : Number(text) * 1_000));
const concurrency = Number(values.concurrency);
const first = Number(values["first-seed"]);
/** Far more than a run needs that is not stuck. */
const AT_MOST_MS = 120_000 + clients * 300;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "invrun-weather-"));
let lies = 0;
try {
  // As it is now, so that a build meanwhile changes nothing.
  for (const name of ["bin", "dist", "package.json", "oclif.manifest.json"])
    await cp(join(root, name), join(folder, name), { recursive: true });
  const bin = join(folder, "bin", "run.js");
  for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
    const since = performance.now();
    const sort = { clients, seed, concurrency, requires: true, operation, wait, tls, stopAfterMs, tryAgain };
    const run = await runInRoughWeather({ ...sort, atMostMs: AT_MOST_MS, bin });
    lies += run.lies.length;
    tell(run, seed, Math.round((performance.now() - since) / 1_000));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(lies === 0 ? "Nothing told is not so." : `${lies} of the things told are not so.`);
if (lies > 0) process.exitCode = 1;

function tell(run: RoughRun, seed: number, seconds: number): void {
  const { summary, truth } = run;
  const told = new Map(summary.targets.map((target) => [target.name, target]));
  const states = count(summary.targets.map(({ state }) => state));
  const codes = count(summary.targets.flatMap(({ code }) => code ?? []));
  console.log(`seed ${seed}: ${clients} clients, ${seconds} s, ${summary.requests} requests`);
  console.log(`  ${states}`);
  console.log(`  ${codes}`);
  console.log(`  ${run.lies.length} lies, ${run.weak.length} less sure than they had to be`);
  for (const lie of run.lies) console.log(`  LIE ${lie}`);
  if (run.lies.length > 0) keep(run, seed);
  if (!values.detail) return;
  for (const one of run.weak) console.log(`  weak ${one}`);
  const ends = truth.clients.map((client) => {
    const target = told.get(client.name);
    return `${client.kind} ${troublesOf(client)}: ${target?.state} ${target?.code ?? ""}`;
  });
  for (const line of count(ends).split(", ").sort()) console.log(`  ${line}`);
}

/** What was told and what is so, for whoever looks into it. */
function keep(run: RoughRun, seed: number): void {
  const file = join(tmpdir(), `invrun-weather-${seed}-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(run));
  console.log(`  kept in ${file}`);
}

function troublesOf({ troubles }: TruthClient): string {
  return troubles.map(({ shape, only, times }) => `${shape}${times === 1 ? "" : "+"}${only ?? ""}`).join(" & ");
}

/** Each word and how often it comes, the most frequent first. */
function count(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, number]) => `${word} ${number}`)
    .join(", ");
}
