import { targetStates } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { BatchProgress, Progress } from "./progress-shape.ts";

const MINUTE_MS = 60_000;

/** A run, and the moment at which somebody looks, in milliseconds since 1970. */
export interface Sight {
  readonly plan: Plan;
  readonly progress: Progress;
  readonly now: number;
}

/**
 * How long the batch under way still takes, in milliseconds, as far as it can be told; null where it cannot. Those who
 * are set aside are not waited for. No batch is over before its last target has started, at the rate there is, and
 * taken the time that one takes.
 */
export function batchLeftMs(batch: BatchProgress, { plan, progress, now }: Sight): number | null {
  const pace = batch.pace.perMinute(now);
  const open = openTargets(batch);
  if (batch.finished || pace === 0 || open + batch.running === 0) return null;
  const byPace = ((open + batch.running) / pace) * MINUTE_MS;
  const { ratePerMinute } = plan.rollout;
  const byRate = open === 0 || ratePerMinute === "unlimited" ? 0 : (open / ratePerMinute) * MINUTE_MS;
  return Math.max(byPace, byRate === 0 ? 0 : byRate + (progress.meanMs ?? 0));
}

/** How long the run still takes, later batches included; null where it cannot be told, or where one batch is all there is. */
export function runLeftMs(sight: Sight): number | null {
  const { plan, progress } = sight;
  const { meanMs, asked, holding } = progress;
  const held = holding.stopping !== null || holding.brake !== null || holding.windowEnded;
  const under = progress.batches.find((batch) => batch.started && !batch.finished);
  if (meanMs === null || under === undefined || held) return null;
  const later = progress.batches
    .slice(0, asked)
    .filter((batch) => batch !== under && openTargets(batch) > 0)
    .reduce((sum, batch) => sum + wholeBatchMs(openTargets(batch), plan, meanMs), 0);
  return later === 0 ? null : (batchLeftMs(under, sight) ?? wholeBatchMs(openTargets(under), plan, meanMs)) + later;
}

/** Starts come at the rate there is, and no faster than places become free. */
function wholeBatchMs(targets: number, { rollout }: Plan, meanMs: number): number {
  const { ratePerMinute, inFlight } = rollout;
  const byRate = ratePerMinute === "unlimited" ? 0 : MINUTE_MS / ratePerMinute;
  const byPlaces = inFlight === "unlimited" ? 0 : meanMs / inFlight;
  return targets * Math.max(byRate, byPlaces) + meanMs;
}

/** Targets that this sitting has not begun yet. */
function openTargets({ left }: BatchProgress): number {
  return targetStates.reduce((sum, state) => sum + left[state], 0);
}
