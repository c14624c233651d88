import type { BrakeLimit, Operator, RaisedLimits, RunStatus, StopReason } from "../model/event.ts";
import type { Totals } from "../model/outcome.ts";

/** One sitting of a run. Moments here and below are milliseconds since 1970. */
export interface SittingSpan {
  readonly from: number;
  /** The last that was heard of it. */
  readonly to: number;
  /** Null where it never ended: it was killed, or is under way. */
  readonly status: RunStatus | null;
  readonly operator: Operator;
  readonly tool: string;
  /** When its window was to end, or null. */
  readonly windowEnds: number | null;
  readonly raised: RaisedLimits;
  readonly reason: string | null;
  /** Bytes of a torn last line that it took away before it went on. */
  readonly cut: number;
}

/** A batch in one sitting; a batch that goes on in a later one has a span in each. */
export interface BatchSpan {
  /** From 0. */
  readonly batch: number;
  /** From 0. */
  readonly sitting: number;
  readonly from: number;
  /** Null where it was not over when its sitting ended. */
  readonly to: number | null;
}

/** What held a run back, and when. */
export type Mark =
  | {
      readonly kind: "brake";
      readonly at: number;
      readonly limit: BrakeLimit;
      /** From 0; null where the limit holds over the whole run. */
      readonly batch: number | null;
      readonly allowed: number;
      readonly counted: number;
    }
  | { readonly kind: "window-ended"; readonly at: number }
  | { readonly kind: "stopping"; readonly at: number; readonly reason: StopReason; readonly atOnce: boolean };

/** How many targets were where at one moment; running and totals together are all targets. */
export interface Moment {
  readonly at: number;
  readonly running: number;
  /** Of those who are set aside to be tried again, as unreachable. */
  readonly totals: Totals;
}

/** How long a step took, over all targets that ended it, in milliseconds. */
export interface StepTimes {
  /** How often it ended. */
  readonly count: number;
  readonly leastMs: number;
  readonly quarterMs: number;
  readonly medianMs: number;
  readonly threeQuartersMs: number;
  /** Nine of ten took no longer. */
  readonly nineTenthsMs: number;
  readonly mostMs: number;
}

/** When each target was begun for the first time and ended for the last; in the order of the summary. NaN for never. */
export interface TargetSpans {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** How long each step took at its last end, in milliseconds; of step `s` of target `t` at `t * steps + s`. */
  readonly stepMs: Float64Array;
}

/** When things happened: what a summary leaves out. */
export interface Timeline {
  readonly sittings: readonly SittingSpan[];
  readonly batches: readonly BatchSpan[];
  readonly marks: readonly Mark[];
  /** From the first moment to the last, at most `MOMENTS` of them. */
  readonly moments: readonly Moment[];
  /** By the step's index in the plan; null where no target ended it. */
  readonly steps: readonly (StepTimes | null)[];
  readonly targets: TargetSpans;
}
