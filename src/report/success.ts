import { type Share, shareOf } from "../model/share.ts";
import type { SuccessSummary, TargetSummary } from "../model/summary.ts";

/** How a run, or several runs of one plan together, ended. */
export interface Judged {
  readonly part: { readonly batches: number | null };
  readonly targets: readonly Pick<TargetSummary, "state" | "batch">[];
}

/** Whether as many succeeded as had to, of all but the skipped, over the batches that were asked for. */
export function successOf({ part, targets }: Judged, share: Share): SuccessSummary {
  const asked = part.batches ?? Number.POSITIVE_INFINITY;
  let of = 0;
  let succeeded = 0;
  let unreachable = 0;
  for (const { state, batch } of targets) {
    if (batch >= asked || state === "skipped") continue;
    of += 1;
    if (state === "succeeded") succeeded += 1;
    if (state === "unreachable") unreachable += 1;
  }
  const needed = shareOf(share, of, "up");
  return { share, of, needed, succeeded, unreachable, met: succeeded >= needed };
}
