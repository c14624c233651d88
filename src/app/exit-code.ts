import type { StopReason } from "../model/event.ts";
import type { Summary } from "../model/summary.ts";

/**
 * How a run tells a pipeline what became of it. The criterion is that all but the skipped succeed; missed only because
 * of unreachable computers is 4, any other way 6.
 */
export function exitCodeOf({ status, totals, targets }: Summary, stopped: StopReason | null): number {
  if (stopped === "journal" || status === "braked") return 3;
  if (status === "window-ended") return 7;
  if (status === "interrupted") return stopped === "terminated" ? 143 : 130;
  const missed = targets.length - totals.succeeded - totals.skipped;
  if (missed === 0) return 0;
  return missed === totals.unreachable ? 4 : 6;
}
