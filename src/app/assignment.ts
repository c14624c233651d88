import type { Part } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { cutPlan } from "../plan/cut.ts";
import { type SealedPlan, sealPlan } from "../plan/file.ts";
import { WHOLE } from "../plan/part.ts";

/** What one run is to carry out. */
export interface Assignment {
  /** The whole plan, as it is kept in the run's folder. */
  readonly sealed: SealedPlan;
  readonly part: Part;
  /** What of it is the run's, under the run's id. */
  readonly plan: Plan;
  /** The digest that was quoted, as the plan has it; null where none was. */
  readonly approved: string | null;
}

/** A part of a plan, for a run. */
export function assign(sealed: SealedPlan, part: Part = WHOLE, approved: string | null = null): Assignment {
  return { sealed, part, plan: cutPlan(sealed.plan, part), approved };
}

/** The whole of a plan that nobody had to approve. */
export function assignPlan(plan: Plan): Assignment {
  return assign(sealPlan(plan));
}
