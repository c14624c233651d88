import type { Event, RunStatus } from "../model/event.ts";
import type { Outcome, OutcomeKind, TargetState } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { createPace, type Pace } from "./pace.ts";
import type { TargetEvent } from "./record.ts";
import { noTotals } from "./totals.ts";

/** How a step ended on one target. */
export type StepEnd = OutcomeKind | "stopped";

/** One step of one batch, counted. */
export interface StepProgress {
  readonly outcomes: Map<StepEnd, number>;
  running: number;
  /** Of those running, how many rest between two polls. */
  waiting: number;
  /** Targets that are past it: done with it, or ended before it. */
  passed: number;
}

/** One batch, counted. */
export interface BatchProgress {
  readonly index: number;
  readonly targets: number;
  readonly steps: readonly StepProgress[];
  readonly totals: Record<TargetState, number>;
  readonly pace: Pace;
  started: boolean;
  done: number;
  running: number;
  finished: boolean;
}

/** A target that was started and is not finished. */
export interface LiveTarget {
  readonly name: string;
  readonly batch: number;
  /** Milliseconds since 1970, from the event. */
  readonly since: number;
  /** The step under way, or -1 before the first. */
  step: number;
  /** Steps that it is past. */
  passed: number;
  waiting: boolean;
  /** What it is at, as the last event said. */
  doing: string;
}

/** A run as far as it has come: what is shown while it goes on. */
export interface Progress {
  readonly batches: readonly BatchProgress[];
  /** Started and not finished, in order of their start. */
  readonly live: ReadonlyMap<string, LiveTarget>;
  /** Of these, the ones that talk, in the order in which they began to. */
  readonly talking: ReadonlySet<LiveTarget>;
  /** The last targets that ended badly, oldest first. */
  readonly failures: readonly Ended[];
  /** How many have ended badly. */
  readonly failed: number;
  /** When it began, in milliseconds since 1970; null before. */
  readonly since: number | null;
  readonly stopping: Extract<Event, { type: "stopping" }> | null;
  readonly status: RunStatus | null;
  add(event: Event): void;
}

type Ended = Extract<Event, { type: "target-finished" }>;

/** States that are worth a row of their own. */
const BAD: ReadonlySet<TargetState> = new Set(["failed", "unreachable", "in-doubt"]);

/** How many of the last failures are kept. */
export const KEPT_FAILURES = 5;

/** Whether a target ended in a way that is told at once. */
export function endedBadly(state: TargetState): boolean {
  return BAD.has(state);
}

/** A live view of a run: counts for each batch and step, and the few single targets that there is room for. */
export function createProgress(plan: Plan): Progress {
  return new Counting(plan);
}

class Counting implements Progress {
  readonly batches: readonly BatchProgress[];
  readonly live = new Map<string, LiveTarget>();
  readonly talking = new Set<LiveTarget>();
  readonly failures: Ended[] = [];
  failed = 0;
  since: number | null = null;
  stopping: Progress["stopping"] = null;
  status: RunStatus | null = null;

  constructor(plan: Plan) {
    this.batches = plan.batches.map(({ targets }, index) => ({
      index,
      targets: targets.length,
      steps: plan.steps.map(() => ({ outcomes: new Map(), running: 0, waiting: 0, passed: 0 })),
      totals: noTotals(),
      pace: createPace(),
      started: false,
      done: 0,
      running: 0,
      finished: false,
    }));
  }

  add(event: Event): void {
    switch (event.type) {
      case "batch-started":
      case "batch-finished": {
        const batch = this.batches[event.batch];
        if (batch === undefined) return;
        batch.started = true;
        batch.finished = event.type === "batch-finished";
        return;
      }
      case "stopping":
        this.stopping = event;
        return;
      case "run-finished":
        this.status = event.status;
        return;
      case "run-started":
        this.since = Date.parse(event.time);
        return;
      case "target-started":
        this.#start(event);
        return;
      case "target-finished":
        this.#end(event);
        return;
      case "run-resumed":
      case "brake-closed":
      case "window-ended":
        return;
      default:
        this.#step(event);
    }
  }

  #start(event: Extract<Event, { type: "target-started" }>): void {
    const batch = this.batches[event.batch];
    if (batch === undefined || this.live.has(event.target)) return;
    batch.started = true;
    batch.running += 1;
    const target: LiveTarget = {
      name: event.target,
      batch: event.batch,
      since: Date.parse(event.time),
      step: -1,
      passed: 0,
      waiting: false,
      doing: "connecting",
    };
    this.live.set(event.target, target);
    this.talking.add(target);
  }

  #step(event: Exclude<TargetEvent, { type: "target-started" | "target-finished" }>): void {
    const target = this.live.get(event.target);
    const step = target && this.batches[target.batch]?.steps[event.step];
    if (target === undefined || step === undefined) return;
    if (target.step !== event.step && target.passed <= event.step) this.#enter(target, event.step);
    this.#rest(target, event.type === "waiting");
    if (event.type === "step-finished") {
      const end = endOf(event.outcome);
      step.outcomes.set(end, (step.outcomes.get(end) ?? 0) + 1);
      this.#leave(target);
      this.#pass(target, event.step + 1);
    } else if (event.type === "sending") target.doing = event.operation;
    else if (event.type === "retrying") target.doing = `trying again after ${event.code}`;
    else if (event.type !== "waiting") target.doing = "";
  }

  #end(event: Ended): void {
    const batch = this.batches[event.batch];
    if (batch === undefined) return;
    const target = this.live.get(event.target);
    if (target !== undefined) {
      this.#rest(target, false);
      this.#leave(target);
      this.live.delete(event.target);
      this.talking.delete(target);
      batch.running -= 1;
    }
    passSteps(batch, target?.passed ?? 0, batch.steps.length);
    batch.done += 1;
    batch.totals[event.state] += 1;
    if (event.state !== "not-started") batch.pace.add(Date.parse(event.time));
    if (!endedBadly(event.state)) return;
    this.failed += 1;
    this.failures.push(event);
    if (this.failures.length > KEPT_FAILURES) this.failures.shift();
  }

  #enter(target: LiveTarget, index: number): void {
    this.#leave(target);
    this.#pass(target, index);
    target.step = index;
    const step = this.batches[target.batch]?.steps[index];
    if (step !== undefined) step.running += 1;
  }

  /** Ends the stay at the step under way. */
  #leave(target: LiveTarget): void {
    this.#rest(target, false);
    const step = this.batches[target.batch]?.steps[target.step];
    if (step !== undefined) step.running -= 1;
    target.step = -1;
    target.doing = "";
  }

  /** Moves a target between those that talk and those that rest. */
  #rest(target: LiveTarget, waiting: boolean): void {
    if (target.waiting === waiting) return;
    target.waiting = waiting;
    const step = this.batches[target.batch]?.steps[target.step];
    if (step !== undefined) step.waiting += waiting ? 1 : -1;
    if (waiting) this.talking.delete(target);
    else this.talking.add(target);
  }

  #pass(target: LiveTarget, upTo: number): void {
    const batch = this.batches[target.batch];
    if (batch !== undefined) passSteps(batch, target.passed, upTo);
    target.passed = Math.max(target.passed, upTo);
  }
}

/** Those whom a stop cut short did not fail. */
function endOf(outcome: Outcome): StepEnd {
  return outcome.kind === "failed" && outcome.fault.state === "stopped" ? "stopped" : outcome.kind;
}

function passSteps(batch: BatchProgress, from: number, to: number): void {
  for (let index = from; index < to; index += 1) {
    const step = batch.steps[index];
    if (step !== undefined) step.passed += 1;
  }
}
