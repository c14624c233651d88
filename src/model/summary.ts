import type { JsonObject } from "../base/json.ts";
import type { RunStatus } from "./event.ts";
import type { OutcomeKind, TargetState, Totals } from "./outcome.ts";

/** One step of one target, as it ended. */
export interface StepSummary {
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
  readonly requests: number;
  readonly durationMs: number;
  readonly steps: readonly StepSummary[];
}

/** The journal folded: what `apply --json` prints and every report shows. */
export interface Summary {
  readonly format: 1;
  readonly run: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly totals: Totals;
  /** Failures that a step's `on-error: continue` let pass. */
  readonly continued: number;
  readonly requests: number;
  readonly durationMs: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Hash of the journal's last event: the anchor of its chain. */
  readonly head: string;
  readonly targets: readonly TargetSummary[];
}
