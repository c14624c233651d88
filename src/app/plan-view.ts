import { nextOpening, openingAt, usualLengthMs } from "../model/window.ts";
import type { SealedPlan } from "../plan/file.ts";
import { loadOf } from "../plan/load.ts";
import { shortestMs } from "../plan/shortest.ts";
import { warningsOf } from "../plan/warnings.ts";
import type { PlanView } from "../report/plan-view.ts";
import { planKinds } from "../steps/index.ts";
import { leastTargetMs, shortWaits } from "../steps/least.ts";
import type { RequireInput } from "../steps/require-input.ts";

/** A plan with what follows from it. `now` in milliseconds since 1970. */
export function viewPlan({ plan, digest }: SealedPlan, now: number): PlanView {
  const { window } = plan.rollout;
  const shortest = shortestMs(plan, leastTargetMs(plan.steps));
  const required = plan.steps.find(({ kind }) => kind === "require")?.input as RequireInput | undefined;
  return {
    plan,
    digest,
    now,
    opening: window === null ? null : (openingAt(window, now) ?? nextOpening(window, now)),
    site: required?.site?.toUpperCase() ?? null,
    undo: plan.steps.map(({ kind, input }) => planKinds.find(({ key }) => key === kind)?.undo(input) ?? ""),
    load: loadOf(plan, planKinds),
    shortestMs: shortest,
    warnings: warningsOf(plan, {
      shortWaits: shortWaits(plan.steps),
      shortestMs: shortest,
      windowMs: window === null ? null : usualLengthMs(window),
    }),
  };
}
