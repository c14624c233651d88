import type { BrakeLimit } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import { counted, grouped } from "./words.ts";

/** Why a brake closed, as an event or a summary has it. */
export interface Braked {
  readonly limit: BrakeLimit;
  /** From 0; null where the limit holds over the whole run. */
  readonly batch: number | null;
  readonly allowed: number;
  readonly counted: number;
}

/**
 * Why the brake closed, in half a sentence: `3 targets of batch 1 failed or are in doubt, and max-failed (2%) allows
 * none there`.
 */
export function brakeReason(
  { limit, batch, allowed, counted: count }: Braked,
  { rollout }: Pick<Plan, "rollout">,
): string {
  const where = batch === null ? "" : ` of batch ${batch + 1}`;
  if (limit === "nothing-succeeded") {
    const tried = count === 1 ? "the one target" : `all ${counted(count, "target")}`;
    return `${tried}${where} that ${count === 1 ? "was" : "were"} tried ended badly, and none succeeded`;
  }
  const failed = limit === "max-failed";
  const share = failed ? rollout.maxFailed : rollout.maxUnreachable;
  const one = count === 1;
  const how = failed ? `failed or ${one ? "is" : "are"} in doubt` : `${one ? "was" : "were"} unreachable`;
  const many = allowed === 0 ? "none" : grouped(allowed);
  const written = typeof share === "string" ? ` (${share})` : "";
  return `${counted(count, "target")}${where} ${how}, and ${limit}${written} allows ${many} ${batch === null ? "in the run" : "there"}`;
}
