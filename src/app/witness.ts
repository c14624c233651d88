import type { Event } from "../model/event.ts";
import { targetStates } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { cutPlan } from "../plan/cut.ts";
import { createFold, type Fold } from "../report/fold.ts";
import { RUN_FILES } from "./find-run.ts";

/** What does not fit, though the chain does. */
export interface Flaw {
  readonly why: string;
  /** From 1; null where it is not in the journal. */
  readonly line: number | null;
}

/** The plan in a run's folder. */
export type PlanInFolder =
  | { readonly digest: string; readonly whole: Plan; readonly why: null }
  /** `why` it is none, in a sentence. */
  | { readonly digest: string; readonly whole: null; readonly why: string };

type Started = Extract<Event, { type: "run-started" }>;

/** Sees the events of a journal pass, one by one, and notes what they prove and what does not fit. */
export class Witness {
  sittings = 0;
  /** The last event was the end of a sitting. */
  ended = false;
  /** The line of the head that was given, from 1; null where it has not come by. */
  headAt: number | null = null;
  /** The first that does not fit; null for none. */
  flaw: Flaw | null = null;
  started: Started | null = null;
  /** Null where the plan is not the one that the journal was begun with. */
  fold: Fold | null = null;
  readonly #plan: PlanInFolder;
  readonly #head: string | null;

  /** `head`: the first digits of a hash, in lower case; null for none. */
  constructor(plan: PlanInFolder, head: string | null) {
    this.#plan = plan;
    this.#head = head;
  }

  take(event: Event): void {
    const line = event.seq + 1;
    if (this.#head !== null && event.hash.startsWith(this.#head)) this.headAt = line;
    this.flaw ??= this.#flawOf(event, line);
    if (event.type === "run-started" || event.type === "run-resumed") this.sittings++;
    this.ended = event.type === "run-finished";
  }

  #flawOf(event: Event, line: number): Flaw | null {
    if (line === 1)
      return event.type === "run-started" ? this.#begin(event) : flaw(line, "It is not the start of a run.");
    if (event.type === "run-started") return flaw(line, "A run starts in the middle of another one's journal.");
    if (event.type === "run-resumed" && event.run !== this.started?.run) return flaw(line, "It resumes another run.");
    if (this.ended && event.type !== "run-resumed") return flaw(line, "It stands behind the end of a sitting.");
    this.fold?.add(event);
    return event.type === "run-finished" ? this.#checkTotals(event, line) : null;
  }

  #begin(event: Started): Flaw | null {
    this.started = event;
    const { whole, digest, why } = this.#plan;
    if (digest !== event.plan) return flaw(null, `${RUN_FILES.plan} is not the plan that the journal was begun with.`);
    if (whole === null) return flaw(null, why);
    const plan = cutPlan(whole, event.part);
    if (plan.id !== event.run) return flaw(1, `It names the run ${event.run}, which its plan calls ${plan.id}.`);
    this.fold = createFold(plan);
    this.fold.add(event);
    return null;
  }

  #checkTotals({ totals: told }: Extract<Event, { type: "run-finished" }>, line: number): Flaw | null {
    const totals = this.fold?.summary().totals;
    const right = totals === undefined || targetStates.every((state) => totals[state] === told[state]);
    return right ? null : flaw(line, "The totals that it tells are not those of the events before it.");
  }
}

function flaw(line: number | null, why: string): Flaw {
  return { why, line };
}
