import type { Plan, PlannedStep } from "../model/plan.ts";
import type { StepSummary } from "../model/summary.ts";

/** The steps of the plan that a target's steps are, in their order; up to the first that the plan does not know. */
export function plannedSteps({ steps }: Pick<Plan, "steps">, done: readonly StepSummary[]): readonly PlannedStep[] {
  const found: PlannedStep[] = [];
  for (const { index } of done) {
    const step = steps[index];
    if (step === undefined) break;
    found.push(step);
  }
  return found;
}
