import { type Plan, type PlannedStep, planTargets } from "../model/plan.ts";
import type { Limit } from "../model/runbook.ts";
import type { StepKind } from "../model/step.ts";

/** What a run puts on the site and on the domain's controllers, at the most it may come to. */
export interface Load {
  readonly starts: Pace;
  /** Reports that hold everything: of inventories that are reset and then forced. */
  readonly fullReports: Pace;
  /** Reports of what has changed: of inventories that are forced and were not reset. */
  readonly otherReports: Pace;
  /** One a target at least; a connection that was given up for a long wait needs another. */
  readonly leastLogons: number;
  readonly logonsPerSecond: Limit;
}

/** How many in the worst minute, in the worst hour, and in all. */
export interface Pace {
  readonly perMinute: number;
  readonly perHour: number;
  readonly total: number;
}

/** The reports that one target is made to send. */
interface Reports {
  readonly full: number;
  readonly other: number;
}

/** The load of a plan. Starts are spaced by its rate; that targets wait and end takes nothing off the worst case. */
export function loadOf(plan: Plan, kinds: readonly StepKind[]): Load {
  const targets = planTargets(plan).length;
  const { ratePerMinute, logonsPerSecond } = plan.rollout;
  const within = (minutes: number) =>
    ratePerMinute === "unlimited" ? targets : Math.min(targets, ratePerMinute * minutes);
  const times = (each: number): Pace => ({
    perMinute: within(1) * each,
    perHour: within(60) * each,
    total: targets * each,
  });
  const { full, other } = reportsOf(plan.steps, kinds);
  return {
    starts: times(1),
    fullReports: times(full),
    otherReports: times(other),
    leastLogons: targets,
    logonsPerSecond,
  };
}

/** What a step opens is a reset inventory, what it closes is one that is forced; the kinds say so themselves. */
function reportsOf(steps: readonly PlannedStep[], kinds: readonly StepKind[]): Reports {
  const reset = new Set<string>();
  let full = 0;
  let other = 0;
  for (const { kind: key, input } of steps) {
    const kind = kinds.find((one) => one.key === key);
    for (const inventory of kind?.opens(input) ?? []) reset.add(inventory);
    for (const inventory of kind?.closes(input) ?? []) {
      if (reset.delete(inventory)) full += 1;
      else other += 1;
    }
  }
  return { full, other };
}
