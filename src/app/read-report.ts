import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { sealPlan } from "../plan/file.ts";
import type { RunReport } from "../report/run-report.ts";
import { createTimeline, type TimelineFold } from "../report/timeline.ts";
import { RUN_FILES } from "./find-run.ts";
import { readJournal } from "./read-journal.ts";
import { beginReading, type Reading, readSavedPlan } from "./read-run.ts";

/**
 * Reads what reports are made from out of a run's folder, with one pass through its journal, whose chain is checked on
 * the way. Throws INV326 where plan or journal cannot be read, INV327 where the run never began, INV331 where the
 * journal does not fit its chain or its plan.
 */
export async function readReport(folder: string): Promise<RunReport> {
  const { plan: whole, digest } = await readSavedPlan(join(folder, RUN_FILES.plan));
  const read: { run: (Reading & { readonly times: TimelineFold }) | null } = { run: null };
  const { events, head, torn } = await readJournal(join(folder, RUN_FILES.journal), (event) => {
    read.run ??= begin(beginReading(event, { whole, digest, folder }));
    read.run.fold.add(event);
    read.run.times.add(event);
  });
  if (read.run === null) throw new Refusal("INV327", `The run in ${folder} never began.`);
  const { plan, fold, times, started } = read.run;
  const { operator, approved, part, windowEnds, tool } = started;
  return {
    plan,
    digests: { quotable: sealPlan(whole).digest, file: digest },
    origin: { operator, approved, part, windowEnds, tool },
    summary: fold.summary(),
    timeline: times.timeline(),
    journal: { events, head, torn },
  };
}

function begin(reading: Reading): Reading & { readonly times: TimelineFold } {
  return { ...reading, times: createTimeline(reading.plan) };
}
