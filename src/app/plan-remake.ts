import { Refusal } from "../base/refusal.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { createSource } from "../model/source.ts";
import { assemble } from "../plan/assemble.ts";
import { type SealedPlan, sealPlan } from "../plan/file.ts";
import { parseRunbook } from "../runbook/parse.ts";
import { planKinds, stepKinds } from "../steps/index.ts";

/**
 * Makes a plan anew from the runbook and the targets in it: what is carried out must be what these words mean to this
 * program, step for step and limit for limit. Anybody can compute a digest; this is what it cannot vouch for. Throws
 * INV314 where it comes to something else.
 */
export function checkRemade({ plan, digest }: SealedPlan): void {
  const made = remake(plan);
  if (made === null || sealPlan(made).digest !== digest)
    throw new Refusal(
      "INV314",
      "This plan is not what the runbook in it means to this version of invrun: it was edited, or another version made it.",
    );
}

function remake(plan: Plan): Plan | null {
  const { runbook } = parseRunbook(createSource(plan.runbook.file, plan.runbook.text), stepKinds);
  if (runbook === null) return null;
  const now = Date.parse(plan.createdAt);
  const { id, change, planned, sources, narrowed, excluded } = plan;
  return assemble({
    runbook,
    selection: { targets: planTargets(plan), excluded },
    kinds: planKinds,
    id,
    now,
    validMs: plan.expiresAt === null ? null : Date.parse(plan.expiresAt) - now,
    change,
    planned,
    sources,
    narrowed,
  });
}
