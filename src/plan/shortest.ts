import type { Plan } from "../model/plan.ts";

/**
 * How long a run takes at least, in milliseconds, if every target answered at once. Batch after batch: the starts of a
 * batch of n at a rate of r a minute take (n - 1) / r minutes, and its last target needs `leastTargetMs`. Where fewer
 * targets may be in flight than the batch has, they go in waves of so many, each of which needs that time.
 */
export function shortestMs({ batches, rollout }: Plan, leastTargetMs: number): number {
  const { ratePerMinute, inFlight } = rollout;
  const spaceMs = ratePerMinute === "unlimited" ? 0 : 60_000 / ratePerMinute;
  return batches.reduce((sum, { targets }) => {
    if (targets.length === 0) return sum;
    const waves = inFlight === "unlimited" ? 1 : Math.ceil(targets.length / inFlight);
    return sum + Math.max((targets.length - 1) * spaceMs + leastTargetMs, waves * leastTargetMs);
  }, 0);
}
