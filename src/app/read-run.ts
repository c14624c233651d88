import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { createPast, remember, type TargetPast } from "../engine/past.ts";
import type { Event } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { cutPlan } from "../plan/cut.ts";
import { readPlanText } from "../plan/file.ts";
import { createFold, type Fold } from "../report/fold.ts";
import { RUN_FILES } from "./find-run.ts";
import { type JournalEnd, readJournal } from "./read-journal.ts";
import { readPlanFile } from "./read-plan-file.ts";

/** A run as its folder tells it. */
export interface RunOnDisk {
  readonly folder: string;
  readonly journal: string;
  /** The plan in its folder, all parts of it. */
  readonly whole: Plan;
  /** What of the plan this run carries out, under the run's own id. */
  readonly plan: Plan;
  readonly started: Extract<Event, { type: "run-started" }>;
  readonly end: JournalEnd;
  /** Has taken in every event, and takes in those of a further sitting. */
  readonly fold: Fold;
  readonly summary: Summary;
  /** What became of each target that was begun. */
  readonly pasts: ReadonlyMap<string, TargetPast>;
}

/** What a journal is known to have held once. */
export interface Anchor {
  /** How many events. */
  readonly events: number;
  /** The hash of the last of them. */
  readonly head: string;
}

/** A run whose events are being read. */
export type Reading = Pick<RunOnDisk, "plan" | "fold" | "started">;

/**
 * Reads a run from its folder alone: the plan, and the journal event by event, its chain checked. Throws INV326 where
 * one of them cannot be read, INV327 where the run never began, INV331 where the journal does not fit its chain or the
 * plan is not the one that it tells of, or where it is not what became of the journal that is known.
 */
export async function readRun(folder: string, anchor: Anchor | null = null): Promise<RunOnDisk> {
  const journal = join(folder, RUN_FILES.journal);
  const { plan: whole, digest } = await readSavedPlan(join(folder, RUN_FILES.plan));
  const pasts = new Map<string, TargetPast>();
  const read: { run: Reading | null } = { run: null };
  let anchored = anchor === null;
  const end = await readJournal(journal, (event) => {
    read.run ??= beginReading(event, { whole, digest, folder });
    read.run.fold.add(event);
    takeIn(pasts, event);
    anchored ||= event.seq + 1 === anchor?.events && event.hash === anchor.head;
  });
  if (read.run === null) throw new Refusal("INV327", `The run in ${folder} never began.`);
  if (!anchored) throw new Refusal("INV331", `${journal} is not the journal that the manifest names, gone on with.`);
  return { folder, journal, whole, ...read.run, end, summary: read.run.fold.summary(), pasts };
}

/** The plan in a run's folder. */
interface InFolder {
  readonly whole: Plan;
  /** SHA-256 of its text. */
  readonly digest: string;
  readonly folder: string;
}

/** What the first event tells of a run. Throws INV331 where it is no first event, or not one of this plan. */
export function beginReading(event: Event, { whole, digest, folder }: InFolder): Reading {
  if (event.type !== "run-started")
    throw new Refusal("INV331", `The journal in ${folder} does not begin with the start of a run.`);
  if (event.plan !== digest)
    throw new Refusal("INV331", `The plan in ${folder} is not the one that its journal was begun with.`);
  const plan = cutPlan(whole, event.part);
  return { plan, fold: createFold(plan), started: event };
}

/** Reads a saved plan, and the SHA-256 of its text. Throws INV326 where it cannot be read, and what `readPlanText` throws. */
export async function readSavedPlan(path: string): Promise<{ readonly plan: Plan; readonly digest: string }> {
  const { text, digest } = await readPlanFile(path);
  return { plan: readPlanText(text, path).plan, digest };
}

function takeIn(pasts: Map<string, TargetPast>, event: Event): void {
  if (!("target" in event)) return;
  let past = pasts.get(event.target);
  if (past === undefined) {
    past = createPast("batch" in event ? event.batch : 0);
    pasts.set(event.target, past);
  }
  remember(past, event, Date.parse(event.time));
}
