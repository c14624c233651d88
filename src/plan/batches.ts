import type { Batch, Limits } from "../model/plan.ts";
import type { RolloutSettings } from "../model/runbook.ts";
import { type BatchSize, FEW_TARGETS, shareOf } from "../model/share.ts";
import type { Target } from "../model/target.ts";

/** Where a runbook says nothing of batches and there are more than a few targets: a canary first. */
const UNSAID: readonly BatchSize[] = [5, "10%", "rest"];

/** The sizes that hold for so many targets, as written or by default. */
export function batchSizes(rollout: RolloutSettings, targets: number): readonly BatchSize[] {
  return rollout.batches ?? (targets <= FEW_TARGETS ? ["rest"] : UNSAID);
}

/** Cuts targets into batches. Percentages are of all targets, rounded up; the last size is repeated to the end. */
export function cutIntoBatches(targets: readonly Target[], rollout: RolloutSettings): readonly Batch[] {
  const sizes = batchSizes(rollout, targets.length);
  const batches: Batch[] = [];
  for (let from = 0; from < targets.length || batches.length === 0; ) {
    const size = sizes[Math.min(batches.length, sizes.length - 1)] as BatchSize;
    const left = targets.length - from;
    const taken = size === "rest" ? left : Math.min(left, Math.max(1, shareOf(size, targets.length, "up")));
    const batch = targets.slice(from, from + taken);
    batches.push({ targets: batch, limits: limitsOver(batch.length, rollout) });
    from += taken;
  }
  return batches;
}

/** The limits over so many targets, as absolute numbers. */
export function limitsOver(targets: number, { maxFailed, maxUnreachable }: RolloutSettings): Limits {
  return {
    failed: shareOf(maxFailed, targets, "down"),
    unreachable: maxUnreachable === null ? null : shareOf(maxUnreachable, targets, "down"),
  };
}
