import { Refusal } from "../base/refusal.ts";
import { findRun, listRuns } from "./find-run.ts";
import { type RunOnDisk, readRun } from "./read-run.ts";

/** Which run is meant. */
export interface RunChoice {
  /** Its id or its folder; null for the last that was begun here. */
  readonly named: string | null;
  readonly runsDir: string;
}

/** Reads the run that is meant. Throws INV326 where there is none, and what `readRun` throws. */
export function chooseRun(choice: RunChoice): Promise<RunOnDisk> {
  return readChosen(choice, readRun);
}

/** The same, by another `read` from the run's folder, which throws INV327 for a run that never began. */
export async function readChosen<T>(choice: RunChoice, read: (folder: string) => Promise<T>): Promise<T> {
  const { named, runsDir } = choice;
  if (named !== null) return read(await findRun(named, runsDir));
  const runs = await listRuns(runsDir);
  for (const folder of [...runs].reverse()) {
    const run = await unlessUnbegun(read(folder));
    if (run !== null) return run;
  }
  throw new Refusal("INV326", `No run was begun in ${runsDir}.`);
}

async function unlessUnbegun<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === "INV327") return null;
    throw refusal;
  }
}
