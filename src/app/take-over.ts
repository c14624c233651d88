import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../base/clock.ts";
import { RUN_FILES } from "./find-run.ts";
import { hasBegun } from "./never-began.ts";

/** A folder that is there already, and the run that wants it. */
export interface TakeOverOptions {
  /** The text of the run's plan. */
  readonly plan: string;
  readonly clock: Clock;
}

/** Whoever begins writes the first event within milliseconds of opening the journal. */
const BEGINNING_MS = 500;

/**
 * Clears the folder of a run of the same plan that was killed before it began, so that its journal can be begun. False
 * where it began, is beginning, or is the folder of something else. On one machine the lock on the targets has seen to
 * it that nobody else is here. Where a runs directory is shared by several machines, the journal is what only one of
 * them can make; an empty one may be just that, so it is looked at twice.
 */
export async function takeOver(folder: string, { plan, clock }: TakeOverOptions): Promise<boolean> {
  const journal = join(folder, RUN_FILES.journal);
  const before = await sizeOf(journal);
  if (before !== null) await clock.sleep(BEGINNING_MS);
  if ((await hasBegun(folder)) || (await sizeOf(journal)) !== before) return false;
  const found = await readFile(join(folder, RUN_FILES.plan), "utf8").catch(() => "");
  if (!plan.startsWith(found)) return false;
  if (before !== null) await rm(journal);
  return true;
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
