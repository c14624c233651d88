import type { FaultRecord } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";

/**
 * What became of one step on one target. `sent`: the client handed a report over;
 * `received`: the site has it. `in-doubt`: something may have been changed and the answer was lost.
 */
export type Outcome =
  | { readonly kind: "changed" | "unchanged" | "sent" | "received"; readonly facts: JsonObject }
  /** `ends`: the whole target is left alone, not only this step. */
  | { readonly kind: "skipped"; readonly why: string; readonly ends?: true; readonly facts: JsonObject }
  /** `about` names what is in doubt, as `StepKind.closes` does; a later wait for it may settle it. */
  | {
      readonly kind: "in-doubt";
      readonly fault: FaultRecord;
      readonly about: readonly string[];
      readonly facts: JsonObject;
    }
  | { readonly kind: "failed"; readonly fault: FaultRecord; readonly facts: JsonObject };

/** The word for an outcome, as it stands in summaries. */
export type OutcomeKind = Outcome["kind"];

/** The states of a target; every target of a run ends in exactly one. */
export const targetStates = [
  "succeeded",
  "skipped",
  "failed",
  "unreachable",
  "in-doubt",
  "stopped",
  "not-started",
] as const;

export type TargetState = (typeof targetStates)[number];

/** States with which a target is done with; whoever ended in another goes on in a later sitting. */
export const doneStates: readonly (TargetState | null)[] = ["succeeded", "skipped", "failed"];

/** How many targets ended in each state; together they are all targets. */
export type Totals = Readonly<Record<TargetState, number>>;
