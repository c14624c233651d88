import { sha256 } from "../base/digest.ts";
import type { Part } from "../model/event.ts";
import type { Batch, Limits, Plan } from "../model/plan.ts";
import type { Limit, RolloutSettings } from "../model/runbook.ts";
import type { Share } from "../model/share.ts";
import { limitsOver } from "./batches.ts";
import { runIdOf } from "./part.ts";

type Shard = NonNullable<Part["shard"]>;

/**
 * What of a plan a run carries out, under the run's own id. Targets that are not the run's are left out, and limits are
 * taken over those that stay; where only the first batches are asked for, over these, though all stay in the plan. A
 * shard gets its part of every limit, so that the shards of a plan together keep to the plan's.
 */
export function cutPlan(plan: Plan, part: Part): Plan {
  const id = runIdOf(plan.id, part);
  const left = withoutOthers(plan, part);
  return { ...plan, id, ...(part.shard === null ? left : shardOfPlan({ ...plan, ...left }, part.shard)) };
}

type Cut = Pick<Plan, "batches" | "limits">;

function withoutOthers({ batches, limits, rollout }: Plan, { without = [], batches: first }: Part): Cut {
  if (without.length === 0 && first === null) return { batches, limits };
  const others = new Set(without.map((name) => name.toLowerCase()));
  const kept = batches.map((batch): Batch => {
    const targets = batch.targets.filter(({ name }) => !others.has(name.toLowerCase()));
    return targets.length === batch.targets.length ? batch : { targets, limits: limitsOver(targets.length, rollout) };
  });
  const asked = first === null ? kept : kept.slice(0, first);
  const count = asked.reduce((sum, { targets }) => sum + targets.length, 0);
  return { batches: kept, limits: limitsOver(count, rollout) };
}

function shardOfPlan({ batches, limits, rollout }: Plan, shard: Shard): Cut & Pick<Plan, "rollout"> {
  return {
    batches: batches.map((batch) => ({
      targets: batch.targets.filter(({ name }) => shardOf(name, shard.of) === shard.index),
      limits: divideLimits(batch.limits, shard),
    })),
    limits: divideLimits(limits, shard),
    rollout: divideRollout(rollout, shard),
  };
}

/** The shard of so many, counted from 0, that a computer belongs to: by its name alone, without regard to case. */
export function shardOf(name: string, of: number): number {
  return Number.parseInt(sha256(name.toLowerCase()).slice(0, 8), 16) % of;
}

/** Into how many shards a run can be cut, so that each still has one of everything. */
export function mostShards({ concurrency, ratePerMinute, inFlight, logonsPerSecond }: RolloutSettings): number {
  const numbers = [concurrency, ratePerMinute, inFlight, logonsPerSecond].filter((limit) => limit !== "unlimited");
  return Math.min(...numbers);
}

/** A shard's part of a number; what does not divide evenly goes to the first shards, one each. */
function divide(whole: number, { index, of }: Shard): number {
  return Math.floor(whole / of) + (index < whole % of ? 1 : 0);
}

function divideLimits({ failed, unreachable }: Limits, shard: Shard): Limits {
  return { failed: divide(failed, shard), unreachable: unreachable === null ? null : divide(unreachable, shard) };
}

/** Percentages hold for a shard as for the whole; numbers are divided. */
function divideRollout(rollout: RolloutSettings, shard: Shard): RolloutSettings {
  const limit = (whole: Limit) => (whole === "unlimited" ? whole : divide(whole, shard));
  const share = (whole: Share) => (typeof whole === "number" ? divide(whole, shard) : whole);
  const { concurrency, ratePerMinute, inFlight, logonsPerSecond, maxFailed, maxUnreachable, success } = rollout;
  return {
    ...rollout,
    concurrency: divide(concurrency, shard),
    ratePerMinute: limit(ratePerMinute),
    inFlight: limit(inFlight),
    logonsPerSecond: limit(logonsPerSecond),
    maxFailed: share(maxFailed),
    maxUnreachable: maxUnreachable === null ? null : share(maxUnreachable),
    success: share(success),
  };
}
