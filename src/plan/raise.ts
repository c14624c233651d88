import type { Part, RaisedLimits } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { limitsOver } from "./batches.ts";

/** What of a plan a run carries out, with limits that somebody raised: over the batches it was asked for, and over each. */
export function raiseLimits(
  plan: Plan,
  { maxFailed, maxUnreachable }: RaisedLimits,
  { batches: first }: Pick<Part, "batches">,
): Plan {
  if (maxFailed === undefined && maxUnreachable === undefined) return plan;
  const rollout = {
    ...plan.rollout,
    ...(maxFailed !== undefined && { maxFailed }),
    ...(maxUnreachable !== undefined && { maxUnreachable }),
  };
  const asked = first === null ? plan.batches : plan.batches.slice(0, first);
  const count = asked.reduce((sum, { targets }) => sum + targets.length, 0);
  return {
    ...plan,
    rollout,
    limits: limitsOver(count, rollout),
    batches: plan.batches.map((batch) => ({ ...batch, limits: limitsOver(batch.targets.length, rollout) })),
  };
}
