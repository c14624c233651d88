import type { Summary } from "../model/summary.ts";
import { leftOver } from "./left-over.ts";

/** Failures that count against a limit in a further sitting as they did in the last. */
export interface PassedLimit {
  readonly failed: number;
  /** From 0; null where they count over the whole run. */
  readonly batch: number | null;
}

/**
 * The failures for which the brake closed and would close again at once, were their limit not raised; null where it
 * would not. A batch in which nothing is left to do is not judged again, and who was unreachable is tried anew.
 */
export function passedLimit(summary: Summary): PassedLimit | null {
  const { brake, totals, targets } = summary;
  if (brake === null || brake.limit !== "max-failed") return null;
  const { batch } = brake;
  if (batch === null) return { failed: totals.failed, batch };
  if (!leftOver(summary).some((target) => target.batch === batch)) return null;
  return { failed: targets.filter((target) => target.batch === batch && target.state === "failed").length, batch };
}
