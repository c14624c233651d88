import type { RunStatus } from "../model/event.ts";
import type { Totals } from "../model/outcome.ts";
import type { Stop } from "./stop.ts";

/** What a run's end is judged by besides its totals. */
export interface EndOptions {
  readonly stop: Stop;
  /** Targets that were not started because nobody asked for their batch. */
  readonly unasked: number;
}

/** How a sitting ended: cut short only where that left something undone. */
export function statusOf(totals: Totals, { stop, unasked }: EndOptions): RunStatus {
  const undone = totals.stopped + totals["not-started"] - unasked;
  if (stop.soon && undone + totals["in-doubt"] > 0) return "interrupted";
  if (stop.windowEnded && undone > 0) return "window-ended";
  return stop.braked && undone > 0 ? "braked" : "finished";
}
