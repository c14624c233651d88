import type { JsonObject } from "../base/json.ts";
import type { BrakeLimit, Part, RaisedLimits, RunStatus } from "./event.ts";
import type { OutcomeKind, TargetState, Totals } from "./outcome.ts";
import type { Share } from "./share.ts";

/** One step of one target, as it ended. */
export interface StepSummary {
  /** Which of the plan's steps, from 0: one that was never reached has no row. */
  readonly index: number;
  readonly kind: string;
  readonly outcome: OutcomeKind;
  /** The fault's code, or null. */
  readonly code: string | null;
  readonly facts: JsonObject;
}

/** One target, as it ended, with its steps in order; steps that never began are not among them. */
export interface TargetSummary {
  readonly name: string;
  readonly state: TargetState;
  /** The fault that ended it, or null. */
  readonly code: string | null;
  /** What ended it, or why it was left alone; null where nothing of the kind happened. */
  readonly message: string | null;
  /** The remedy for it, or null. */
  readonly hint: string | null;
  /** From 0; the batch it was started in, or would have been. */
  readonly batch: number;
  /** How often it was begun. */
  readonly tries: number;
  readonly requests: number;
  readonly durationMs: number;
  readonly steps: readonly StepSummary[];
}

/** What closed the brake, and when. */
export interface BrakeSummary {
  readonly limit: BrakeLimit;
  /** From 0; null where the limit holds over the whole run. */
  readonly batch: number | null;
  readonly allowed: number;
  readonly counted: number;
  readonly at: string;
}

/** One sitting after the first. */
export interface Resumption {
  readonly at: string;
  readonly by: string;
  readonly host: string;
  readonly raised: RaisedLimits;
  readonly reason: string | null;
}

/** The criterion of success, taken over the batches that the run was asked for. */
export interface SuccessSummary {
  /** As written: so many of all but the skipped. */
  readonly share: Share;
  /** All but the skipped. */
  readonly of: number;
  /** How many of them must succeed. */
  readonly needed: number;
  readonly succeeded: number;
  readonly unreachable: number;
  readonly met: boolean;
}

/** The journal folded: what `apply --json` prints and every report shows. */
export interface Summary {
  readonly format: 1;
  readonly run: string;
  readonly name: string;
  /** The change it belongs to, or null. */
  readonly change: string | null;
  readonly part: Part;
  readonly status: RunStatus;
  readonly totals: Totals;
  readonly success: SuccessSummary;
  /** Failures that a step's `on-error: continue` let pass. */
  readonly continued: number;
  /** The last brake of the last sitting; null where none closed. */
  readonly brake: BrakeSummary | null;
  /** When the window ended in the last sitting; null where the sitting ended first. */
  readonly windowEnded: string | null;
  readonly resumed: readonly Resumption[];
  readonly requests: number;
  readonly durationMs: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Hash of the journal's last event: the anchor of its chain. */
  readonly head: string;
  readonly targets: readonly TargetSummary[];
}
