import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Event } from "../model/event.ts";
import { targetStates } from "../model/outcome.ts";
import { RUN_FILES } from "./find-run.ts";
import { walkJournal } from "./read-journal.ts";
import { beginReading, type Reading, readSavedPlan } from "./read-run.ts";

/**
 * `whole`: every sitting is there, to its end. `incomplete`: nothing was changed, but the last sitting never ended, or
 * is under way. `longer`: whole, and events stand behind the head that was given. `broken`: something was changed,
 * taken away or put in.
 */
export type Verdict = "whole" | "incomplete" | "longer" | "broken";

/** What a journal proves of itself, and by a head that was kept elsewhere. */
export interface Verification {
  readonly run: string | null;
  readonly verdict: Verdict;
  /** Why it is not whole, in a sentence; null where it is. */
  readonly why: string | null;
  /** The first line that does not fit, from 1; null where that is none. */
  readonly line: number | null;
  readonly events: number;
  readonly sittings: number;
  readonly head: string;
}

/**
 * Checks a run's journal: the chain over every sitting, the plan it was begun with, the totals it ends with, and the
 * head, where one is given. Without a head a journal whose last lines were taken away looks like one that is under way.
 */
export async function verifyRun(folder: string, head: string | null): Promise<Verification> {
  const { plan, digest } = await readSavedPlan(join(folder, RUN_FILES.plan));
  const seen = new Observed(head);
  let reading: Reading | null = null;
  let flaw: { readonly why: string; readonly line: number } | null = null;
  const walked = await walkJournal(join(folder, RUN_FILES.journal), (event) => {
    const line = event.seq + 1;
    seen.take(event);
    try {
      reading ??= beginReading(event, { whole: plan, digest, folder });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      flaw ??= { why: refusal.message, line };
      return;
    }
    reading.fold.add(event);
    if (event.type !== "run-finished") return;
    const { totals } = reading.fold.summary();
    if (targetStates.some((state) => totals[state] !== event.totals[state]))
      flaw ??= { why: "The totals that it ends with are not those of its targets.", line };
  });
  const of = { run: seen.run, events: walked.events, sittings: seen.sittings, head: walked.head };
  const broken = (line: number, why: string): Verification => ({ ...of, verdict: "broken", why, line });
  if (walked.brokenAt !== null) return broken(walked.brokenAt, "This line does not fit the chain of hashes.");
  const found = flaw as { readonly why: string; readonly line: number } | null;
  if (found !== null) return broken(found.line, found.why);
  const next = walked.events + 1;
  if (head !== null && seen.headAt === null)
    return broken(
      next,
      "The head that was given stands nowhere: this line, or what followed it, is missing or changed.",
    );
  if (walked.torn > 0) return { ...of, verdict: "incomplete", why: "The last line was never finished.", line: next };
  if (!seen.finished) return { ...of, verdict: "incomplete", why: "The last sitting has no end.", line: next };
  if (head !== null && seen.headAt !== walked.events)
    return {
      ...of,
      verdict: "longer",
      why: "Events stand behind the head that was given.",
      line: (seen.headAt ?? 0) + 1,
    };
  return { ...of, verdict: "whole", why: null, line: null };
}

/** What is noted of the events on the way. */
class Observed {
  run: string | null = null;
  sittings = 0;
  finished = false;
  /** The line of the head that was given, from 1. */
  headAt: number | null = null;
  readonly #head: string | null;

  constructor(head: string | null) {
    this.#head = head?.toLowerCase() ?? null;
  }

  take(event: Event): void {
    if (event.type === "run-started") this.run = event.run;
    if (event.type === "run-started" || event.type === "run-resumed") this.sittings++;
    this.finished = event.type === "run-finished";
    if (this.#head !== null && event.hash.startsWith(this.#head)) this.headAt = event.seq + 1;
  }
}
