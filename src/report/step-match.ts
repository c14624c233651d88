import type { Plan, PlannedStep } from "../model/plan.ts";
import type { StepSummary } from "../model/summary.ts";

/** Which steps of the plan a target's steps were, in their order: a summary names their kinds alone. */
export function plannedSteps({ steps }: Pick<Plan, "steps">, done: readonly StepSummary[]): readonly PlannedStep[] {
  const found: PlannedStep[] = [];
  let next = 0;
  for (const { kind } of done) {
    const step = steps.slice(next).find((planned) => planned.kind === kind);
    if (step === undefined) break;
    found.push(step);
    next = step.index + 1;
  }
  return found;
}
