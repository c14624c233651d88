import type { RaisedLimits } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { planTargets } from "../model/plan.ts";
import { limitsOver } from "./batches.ts";

/** The plan with limits that somebody raised, over the run and over each of its batches. */
export function raiseLimits(plan: Plan, { maxFailed, maxUnreachable }: RaisedLimits): Plan {
  if (maxFailed === undefined && maxUnreachable === undefined) return plan;
  const rollout = {
    ...plan.rollout,
    ...(maxFailed !== undefined && { maxFailed }),
    ...(maxUnreachable !== undefined && { maxUnreachable }),
  };
  return {
    ...plan,
    rollout,
    limits: limitsOver(planTargets(plan).length, rollout),
    batches: plan.batches.map((batch) => ({ ...batch, limits: limitsOver(batch.targets.length, rollout) })),
  };
}
