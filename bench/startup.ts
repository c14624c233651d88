import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, type Row } from "./row.ts";

const WARM_UPS = 3;
const ROUNDS = 20;

const run = fileURLToPath(new URL("../bin/run.js", import.meta.url));
const runbook = fileURLToPath(new URL("../runbooks/full-inventory.yml", import.meta.url));

const subjects = {
  floor: ["-e", "0"],
  help: [run, "--help"],
  validate: [run, "validate", runbook],
} as const;

/**
 * What a start costs, as a multiple of starting Node alone: absolute times say more of the machine than of the program.
 * The subjects take turns, so that a busy moment touches all of them.
 */
export async function measure(): Promise<readonly Row[]> {
  const times = { floor: [] as number[], help: [] as number[], validate: [] as number[] };
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(subjects)) {
      const ms = time(args);
      if (round >= 0) times[name as keyof typeof times].push(ms);
    }
  }
  const floor = median(times.floor);
  const how = `warm, median of ${ROUNDS}, Node ${process.versions.node}`;
  return [
    { name: "startup/node", value: round1(floor), unit: "ms", limit: null, how },
    { name: "startup/help", value: ratio(times.help, floor), unit: "x node -e 0", limit: 3.5, how },
    { name: "startup/validate", value: ratio(times.validate, floor), unit: "x node -e 0", limit: 4.5, how },
  ];
}

function time(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return ms;
}

function ratio(times: readonly number[], floor: number): number {
  return Math.round((median(times) / floor) * 100) / 100;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
