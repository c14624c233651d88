import type { StopReason } from "../model/event.ts";
import type { Share } from "../model/share.ts";
import type { Summary } from "../model/summary.ts";
import { type Judged, successOf } from "../report/success.ts";

/** How a run, or several runs of one plan together, ended. */
type Ended = Pick<Summary, "status"> & Judged;

/** What the totals are judged by. */
export interface Criterion {
  /** How many of all but the skipped must succeed. */
  readonly success: Share;
  readonly stopped: StopReason | null;
}

/**
 * How a run tells a pipeline what became of it. The criterion is a share of all but the skipped, taken over the batches
 * that were asked for; missed only because of unreachable computers is 4, any other way 6.
 */
export function exitCodeOf(summary: Ended, { success, stopped }: Criterion): number {
  const { status, part, targets } = summary;
  if (stopped === "journal" || status === "braked") return 3;
  if (status === "window-ended") return 7;
  if (status === "interrupted") return exitOfStop(stopped);
  const { met, needed, succeeded, unreachable } = successOf({ part, targets }, success);
  if (met) return 0;
  return needed - succeeded <= unreachable ? 4 : 6;
}

/** What a signal that ended something gives: 128 and the signal's number, as shells have it. */
export function exitOfStop(stopped: StopReason | null): number {
  return stopped === "terminated" ? 143 : 130;
}
