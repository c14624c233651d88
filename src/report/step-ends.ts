import type { FaultState } from "../base/codes/row.ts";
import type { OutcomeKind } from "../model/outcome.ts";
import type { StepSummary } from "../model/summary.ts";
import { faultState } from "./fault-state.ts";
import type { BatchProgress, LiveTarget, StepEnd, StepEnds } from "./progress-shape.ts";

/** How a step ended; `state` is that of the fault, where one ended it. */
export function stepEnd(outcome: OutcomeKind, state: FaultState | null): StepEnd {
  if (outcome !== "failed") return outcome;
  return state === "stopped" || state === "unreachable" ? state : "failed";
}

/** How the steps of a target ended in an earlier sitting. */
export function earlierEnds(done: readonly StepSummary[]): StepEnds {
  const ends: StepEnds = [];
  for (const { index, outcome, code } of done) ends[index] = stepEnd(outcome, faultState(code));
  return ends;
}

/** Counts what became of a step, in place of what came of it before; null takes that away alone. */
export function countEnd(
  batch: BatchProgress,
  ends: StepEnds,
  { step: at, end }: { readonly step: number; readonly end: StepEnd | null },
): void {
  const outcomes = batch.steps[at]?.outcomes;
  const before = ends[at];
  if (outcomes === undefined) return;
  if (before !== undefined) count(outcomes, before, -1);
  if (end !== null) count(outcomes, end, 1);
  ends[at] = end ?? undefined;
}

/** A target goes on in another batch, and what came of its steps with it. */
export function moveEnds(ends: StepEnds, from: BatchProgress, to: BatchProgress): void {
  for (const [at, end] of ends.entries()) {
    const [old, next] = [from.steps[at], to.steps[at]];
    if (end === undefined || old === undefined || next === undefined) continue;
    count(old.outcomes, end, -1);
    count(next.outcomes, end, 1);
  }
}

function count(outcomes: Map<StepEnd, number>, end: StepEnd, by: 1 | -1): void {
  const amount = (outcomes.get(end) ?? 0) + by;
  if (amount > 0) outcomes.set(end, amount);
  else outcomes.delete(end);
}

/** Moves a target past the steps before `upTo`. */
export function passTarget(batch: BatchProgress, target: LiveTarget, upTo: number): void {
  passSteps(batch, { from: target.passed, upTo });
  target.passed = Math.max(target.passed, upTo);
}

/** One target more, or less, is past these steps. */
export function passSteps(
  batch: BatchProgress,
  { from, upTo, by = 1 }: { readonly from: number; readonly upTo: number; readonly by?: 1 | -1 },
): void {
  for (let index = from; index < upTo; index += 1) {
    const step = batch.steps[index];
    if (step !== undefined) step.passed += by;
  }
}
