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
export async function chooseRun({ named, runsDir }: RunChoice): Promise<RunOnDisk> {
  if (named !== null) return readRun(await findRun(named, runsDir));
  const runs = await listRuns(runsDir);
  for (const folder of [...runs].reverse()) {
    const run = await readIfBegun(folder);
    if (run !== null) return run;
  }
  throw new Refusal("INV326", `No run was begun in ${runsDir}.`);
}

async function readIfBegun(folder: string): Promise<RunOnDisk | null> {
  try {
    return await readRun(folder);
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === "INV327") return null;
    throw refusal;
  }
}
