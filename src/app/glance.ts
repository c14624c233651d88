import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Event, RunStatus } from "../model/event.ts";
import { type Totals, targetStates } from "../model/outcome.ts";
import type { AtWork, RunRow, RunState } from "../report/run-row.ts";
import { RUN_FILES } from "./find-run.ts";
import { type JournalEnds, readJournalEnds } from "./journal-ends.ts";
import { readPlanHead } from "./plan-head.ts";

type Started = Extract<Event, { type: "run-started" }>;
type Finished = Extract<Event, { type: "run-finished" }>;

/**
 * What a run is, from the two ends of its journal and the head of its plan: as quick for 50,000 targets as for one.
 * Throws INV326 where its journal cannot be read.
 */
export async function glanceAt(folder: string, atWork: AtWork | null): Promise<RunRow> {
  const plan = join(folder, RUN_FILES.plan);
  const [ends, { change, expiresAt }, { size, mtime }] = await Promise.all([
    readJournalEnds(join(folder, RUN_FILES.journal)),
    readPlanHead(plan),
    stat(plan),
  ]);
  const started = startOf(ends);
  const finished = endOf(ends);
  const state = stateOf({ ends, started, finished, atWork });
  const last = ends?.last ?? null;
  return {
    run: basename(folder),
    folder,
    name: started?.name ?? null,
    change,
    part: started?.part ?? null,
    state,
    atWork,
    targets: started?.targets ?? null,
    totals: state === finished?.status ? finished.totals : null,
    resumable: started !== null && canGoOn(state, { started, finished }),
    startedAt: started?.time ?? null,
    lastAt: last?.time ?? mtime.toISOString(),
    lastedMs: started === null || last === null ? null : Math.max(0, Date.parse(last.time) - Date.parse(started.time)),
    planExpiresAt: expiresAt,
    bytes: size + (ends?.bytes ?? 0),
  };
}

/** That it is chained was not checked: it may say anything. */
function startOf(ends: JournalEnds | null): Started | null {
  const first = ends?.first ?? null;
  const sound = first?.type === "run-started" && typeof first.name === "string" && Number.isSafeInteger(first.targets);
  return sound ? first : null;
}

const STATUSES: readonly RunStatus[] = ["finished", "braked", "window-ended", "interrupted"];

function endOf(ends: JournalEnds | null): Finished | null {
  const last = ends?.whole === true ? ends.last : null;
  if (last?.type !== "run-finished" || !STATUSES.includes(last.status)) return null;
  return targetStates.every((state) => Number.isSafeInteger(last.totals[state])) ? last : null;
}

interface Seen {
  readonly ends: JournalEnds | null;
  readonly started: Started | null;
  readonly finished: Finished | null;
  readonly atWork: AtWork | null;
}

function stateOf({ ends, started, finished, atWork }: Seen): RunState {
  if (atWork !== null) return "under-way";
  if (ends === null || !ends.begun) return "never-began";
  if (started === null || ends.last === null) return "unreadable";
  return finished?.status ?? "cut-off";
}

function canGoOn(
  state: RunState,
  { started, finished }: Pick<Seen, "finished"> & { readonly started: Started },
): boolean {
  if (state === "cut-off") return true;
  if (finished === null || state !== finished.status) return false;
  return leftIn(finished.totals, { asked: started.part.batches === null || state !== "finished" }) > 0;
}

/** Targets that are not done with. Of a finished run that was asked for its first batches alone, the others are nobody's. */
function leftIn(totals: Totals, { asked }: { readonly asked: boolean }): number {
  return totals.unreachable + totals["in-doubt"] + totals.stopped + (asked ? totals["not-started"] : 0);
}
