import type { Plan, PlannedStep } from "../model/plan.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";
import { plannedSteps } from "./step-match.ts";

/** Targets that ended by faults of one code. */
export interface FaultGroup {
  readonly code: string;
  readonly count: number;
  /** The first of them, as the summary has them. */
  readonly example: TargetSummary;
  /** The step at which the example ended; null where it ended before any, as the unreachable do. */
  readonly step: PlannedStep | null;
}

/** The faults that ended targets, by code, the most frequent first. */
export function faultGroups(summary: Pick<Summary, "targets">, plan: Pick<Plan, "steps">): readonly FaultGroup[] {
  const groups = new Map<string, { count: number; readonly example: TargetSummary }>();
  for (const target of summary.targets) {
    if (target.code === null) continue;
    const group = groups.get(target.code);
    if (group === undefined) groups.set(target.code, { count: 1, example: target });
    else group.count += 1;
  }
  return [...groups]
    .sort(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
    .map(([code, { count, example }]) => ({ code, count, example, step: badStep(example, plan) }));
}

function badStep({ steps }: TargetSummary, plan: Pick<Plan, "steps">): PlannedStep | null {
  const bad = steps.findLastIndex(({ outcome }) => outcome === "failed" || outcome === "in-doubt");
  return bad === -1 ? null : (plannedSteps(plan, steps)[bad] ?? null);
}
