import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import type { Policy } from "../config/parse.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Part } from "../model/event.ts";
import { planTargets } from "../model/plan.ts";
import { checkApproval } from "../plan/approval.ts";
import type { SealedPlan } from "../plan/file.ts";
import { checkNotApplied } from "./applied-before.ts";
import { type Assignment, assign } from "./assignment.ts";
import type { DynamicSources } from "./dynamic-sources.ts";
import { checkRemade } from "./plan-remake.ts";
import { lookAgain, type SecondLook } from "./plan-targets.ts";
import { checkTexts } from "./plan-texts.ts";

/** What is said of a plan's approval, and which part of it is wanted. */
export interface ApprovalOptions {
  readonly approved: string | null;
  readonly change: string | null;
  readonly part: Part;
  readonly runsDir: string;
  readonly policy: Policy;
  /** Who answers for dynamic sources. */
  readonly sources: DynamicSources;
  readonly clock: Clock;
}

/** A plan that may be carried out now, or the mistakes in the lists that it names. */
export interface Approved {
  /** Null where a list has errors. */
  readonly assignment: Assignment | null;
  readonly look: SecondLook;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it was applied before can be known here. */
  readonly known: boolean;
}

/**
 * Everything about a saved plan that can speak against carrying it out now, with no target contacted. Throws a Refusal of
 * its own for each; leaves out who has left the lists since.
 */
export async function approvePlan(sealed: SealedPlan, options: ApprovalOptions): Promise<Approved> {
  const { approved, change, part, runsDir, policy, sources, clock } = options;
  const { plan } = sealed;
  checkApproval(sealed, { approved, change, changeRequired: policy.changeRequired, now: clock.now() });
  checkRemade(sealed);
  await checkTexts(plan);
  const { known } = await checkNotApplied({ runsDir, plan: plan.id, part });
  const look = await lookAgain(plan, sources);
  if (look.diagnostics.length > 0) return { assignment: null, look, diagnostics: look.diagnostics, known };
  if (look.gone.length > 0 && look.gone.length === planTargets(plan).length)
    throw new Refusal("INV332", "Every target of this plan has left the lists since it was made.");
  const without = [...(part.without ?? []), ...look.gone];
  const whole = without.length === 0 ? part : { ...part, without };
  const assignment = assign(sealed, whole, approved === null ? null : sealed.digest);
  return { assignment, look, diagnostics: [], known };
}

/** Throws INV323 where a runbook has too many targets to be applied without a plan. */
export function checkPlanned(targets: number, { planAbove }: Policy): void {
  if (planAbove !== null && targets > planAbove)
    throw new Refusal(
      "INV323",
      `${targets.toLocaleString("en")} targets: your configuration demands a plan above ${planAbove.toLocaleString("en")}.`,
    );
}
