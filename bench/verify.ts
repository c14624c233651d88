import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RUN_EVENTS, TARGET_EVENTS, writeLongRun } from "../test/support/long-run.ts";
import { median, type Row } from "./row.ts";

const EVENTS = 100_000;
const WARM_UPS = 1;
const ROUNDS = 7;

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What it takes to verify a journal, given its head, as a multiple of hashing and parsing its lines. The two take turns. */
export async function measureVerify(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-bench-"));
  try {
    const { journal, hashes } = await writeLongRun(folder, (EVENTS - RUN_EVENTS) / TARGET_EVENTS);
    const head = hashes.at(-1) as string;
    const verify = [path("../bin/run.js"), "report", folder, "--verify", "--head", head];
    const floor = [path("verify-floor.ts"), journal];
    const times = { verify: [] as number[], floor: [] as number[] };
    for (let round = -WARM_UPS; round < ROUNDS; round++) {
      for (const [name, args] of Object.entries({ verify, floor })) {
        const seconds = time(args, head);
        if (round >= 0) times[name as keyof typeof times].push(seconds);
      }
    }
    const how = `${EVENTS.toLocaleString("en")} events, whole processes, median of ${ROUNDS}`;
    const ratio = median(times.verify) / median(times.floor);
    return [
      { name: "verify/time", value: median(times.verify), unit: "s", limit: null, how },
      { name: "verify/ratio", value: ratio, unit: "x hashing and parsing its lines", limit: 3.5, how },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function time(args: readonly string[], head: string): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1_000;
  if (status !== 0 || !stdout.includes(head)) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return seconds;
}
