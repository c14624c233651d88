import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Event } from "../src/model/event.ts";
import type { Fleet } from "./fleet.ts";
import type { Reading } from "./gauge.ts";
import type { Workshop } from "./workshop.ts";

/** Targets that talk at one time: what holds where a runbook is silent. */
export const CONCURRENCY = 100;

/** The steps of the full-inventory example; nothing but the targets and the waits' lengths holds it back. */
const RUNBOOK = `name: bench
rollout:
  batches: [rest]
  rate: unlimited
  logons: unlimited
  in-flight: unlimited
  concurrency: ${CONCURRENCY}
steps:
  - reset-hw-cache:
  - reset-sw-cache:
  - force-inventory: [hardware, software]
  - wait: { for: [hardware], timeout: 10m }
  - wait: { for: [software], timeout: 10m }
`;

/** What an `apply` cost, and how it ended. */
export interface Applied {
  readonly reading: Reading;
  /** The journal's last event. */
  readonly end: Extract<Event, { type: "run-finished" }>;
}

/** Runs the built `invrun apply` against a fleet, as a pipeline would: no terminal, plain lines. */
export async function apply(workshop: Workshop, fleet: Fleet, targets = fleet.targets): Promise<Applied> {
  const runs = await mkdtemp(join(workshop.folder, "runs-"));
  const runbook = join(workshop.folder, "bench.yml");
  await writeFile(runbook, RUNBOOK);
  const args = [workshop.invrun, "apply", runbook, "--targets", targets, "--yes", "--runs-dir", runs];
  const env = {
    INVRUN_USERNAME: fleet.username,
    INVRUN_PASSWORD: fleet.password,
    // Its locks are its own: another bench on this machine has clients of the same names.
    XDG_STATE_HOME: join(workshop.folder, "state"),
    LOCALAPPDATA: join(workshop.folder, "state"),
  };
  const reading = await workshop.measure(args, env);
  const [run] = await readdir(runs);
  const end = await lastEvent(join(runs, run as string, "journal.ndjson"));
  await rm(runs, { recursive: true });
  if (end.type !== "run-finished") throw new Error(`the journal ends with ${end.type}`);
  return { reading, end };
}

/** Of a journal that may be larger than memory. */
async function lastEvent(path: string): Promise<Event> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 65_536);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return JSON.parse(buffer.toString("utf8").trimEnd().split("\n").at(-1) as string) as Event;
  } finally {
    await file.close();
  }
}
