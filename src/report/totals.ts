import { type TargetState, type Totals, targetStates } from "../model/outcome.ts";

/** Totals of a run in which nothing has happened, to count in. */
export function noTotals(): Record<TargetState, number> {
  return Object.fromEntries(targetStates.map((state) => [state, 0])) as Record<TargetState, number>;
}

/** How many targets the totals speak of. */
export function totalTargets(totals: Totals): number {
  return targetStates.reduce((sum, state) => sum + totals[state], 0);
}
