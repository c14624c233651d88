import type { Event, RunStatus } from "../model/event.ts";
import type { OutcomeKind, TargetState, Totals } from "../model/outcome.ts";
import type { Pace } from "./pace.ts";

/** How a step ended on one target. Those whom a stop cut short, or who could not be reached, did not fail. */
export type StepEnd = OutcomeKind | "stopped" | "unreachable";

/** How the steps of one target ended so far, by their index; with holes where one was never reached. */
export type StepEnds = (StepEnd | undefined)[];

/** One step of one batch, counted. */
export interface StepProgress {
  readonly outcomes: Map<StepEnd, number>;
  running: number;
  /** Of those running, how many rest between two polls. */
  waiting: number;
  /** Targets that are past it: done with it, or ended before it. */
  passed: number;
}

/** A target that is set aside until it is tried again. */
export interface AsideTarget {
  /** When it is due, in milliseconds since 1970. */
  readonly dueAt: number;
  readonly ends: StepEnds;
}

/** One batch, counted. Those who stand in for others count where they were started. */
export interface BatchProgress {
  readonly index: number;
  targets: number;
  readonly steps: readonly StepProgress[];
  /** Those who are done, by state. */
  readonly totals: Record<TargetState, number>;
  /** Those who were not begun in this sitting, by the state in which an earlier one left them. */
  readonly left: Record<TargetState, number>;
  /** Those who are tried again later, the next of them first. */
  readonly aside: Map<string, AsideTarget>;
  readonly pace: Pace;
  standIns: number;
  started: boolean;
  done: number;
  running: number;
  /** Nothing new begins in it; later tries may be under way. */
  finished: boolean;
}

/** A target that was started and is not finished. */
export interface LiveTarget {
  readonly name: string;
  readonly batch: number;
  /** Milliseconds since 1970, from the event. */
  readonly since: number;
  readonly ends: StepEnds;
  /** The step under way, or -1 before the first. */
  step: number;
  /** Steps that it is past. */
  passed: number;
  waiting: boolean;
  /** What it is at, as the last event said. */
  doing: string;
}

/** What keeps new work from beginning. */
export interface Holding {
  readonly stopping: Extract<Event, { type: "stopping" }> | null;
  readonly brake: Extract<Event, { type: "brake-closed" }> | null;
  readonly windowEnded: boolean;
}

/** A run as far as it has come: what is shown while it goes on. */
export interface Progress {
  readonly batches: readonly BatchProgress[];
  /** How many of the batches the run was asked for. */
  readonly asked: number;
  /** Started and not finished, in order of their start. */
  readonly live: ReadonlyMap<string, LiveTarget>;
  /** Of these, the ones that talk, in the order in which they began to. */
  readonly talking: ReadonlySet<LiveTarget>;
  /** The last targets that ended badly, oldest first. */
  readonly failures: readonly EndedTarget[];
  /** How many have ended badly. */
  readonly failed: number;
  /** When this sitting began, in milliseconds since 1970; null before. */
  readonly since: number | null;
  /** When the window ends, in milliseconds since 1970; null for never. */
  readonly windowEnds: number | null;
  /** How long a target takes that could be reached, in milliseconds; null before the first has ended. */
  readonly meanMs: number | null;
  readonly holding: Holding;
  readonly status: RunStatus | null;
  /** How many targets are in each state, if it ended now. */
  totals(): Totals;
  add(event: Event): void;
}

/** That a target has ended, for good or until it is tried again. */
export type EndedTarget = Extract<Event, { type: "target-finished" }>;

/** How many of the last failures are kept. */
export const KEPT_FAILURES = 5;

/** States that are worth a row of their own. */
const BAD: ReadonlySet<TargetState> = new Set(["failed", "unreachable", "in-doubt"]);

/** Whether a target ended in a way that is told at once. */
export function endedBadly({ state, again }: Pick<EndedTarget, "state" | "again">): boolean {
  return BAD.has(state) && again !== true;
}
