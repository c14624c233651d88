import type { EventBody } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { TargetPast } from "./past.ts";

/** Where a run comes from, as its first event tells. */
export type RunOrigin = Pick<
  Extract<EventBody, { type: "run-started" }>,
  "plan" | "part" | "operator" | "approved" | "windowEnds" | "tool"
>;

/** A further sitting: what became of each target before, and what its first event tells. */
export interface Sitting extends Omit<Extract<EventBody, { type: "run-resumed" }>, "type" | "run"> {
  readonly pasts: ReadonlyMap<string, TargetPast>;
}

/** A sitting of a plan. */
interface Opened {
  readonly plan: Plan;
  readonly origin: RunOrigin;
  /** Null for the first. */
  readonly sitting: Sitting | null;
}

/** The first event of a sitting. */
export function openingEvent({ plan, origin, sitting }: Opened): EventBody {
  if (sitting !== null) {
    const { pasts: _, ...told } = sitting;
    return { type: "run-resumed", run: plan.id, ...told };
  }
  const steps = plan.steps.map(({ kind }) => kind);
  const targets = planTargets(plan).length;
  return { type: "run-started", format: 1, run: plan.id, name: plan.name, targets, steps, ...origin };
}

/** When the window of a sitting ends, in milliseconds since 1970; null for never. */
export function windowEnd({ origin, sitting }: Opened): number | null {
  const { windowEnds } = sitting ?? origin;
  return windowEnds === null ? null : Date.parse(windowEnds);
}

/** How many targets are in batches that the run was not asked to carry out. */
export function unaskedTargets({ plan, origin }: Opened): number {
  const { batches } = origin.part;
  return batches === null ? 0 : plan.batches.slice(batches).reduce((sum, { targets }) => sum + targets.length, 0);
}
