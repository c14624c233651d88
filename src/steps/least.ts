import { parseDuration } from "../base/duration.ts";
import type { PlannedStep } from "../model/plan.ts";
import { FIRST_LOOK_MS } from "./await-reports.ts";
import { type ShortReportWait, shorterThanUsual, type WaitInput } from "./wait-input.ts";

/**
 * The least time that one target needs for some steps, in milliseconds: its pauses, and for each force whose report is
 * awaited the time until the first look. What the network and the computer take is not counted.
 */
export function leastTargetMs(steps: readonly PlannedStep[]): number {
  let ms = 0;
  let looked = true;
  for (const { kind, input } of steps) {
    if (kind === "force-inventory") looked = false;
    if (kind !== "wait") continue;
    const wait = input as WaitInput;
    if (typeof wait === "string") ms += parseDuration(wait) ?? 0;
    else if ("for" in wait && !looked) {
      ms += FIRST_LOOK_MS;
      looked = true;
    }
  }
  return ms;
}

/** The waits that give an inventory less time than is usual for it. */
export function shortWaits(steps: readonly PlannedStep[]): readonly ShortReportWait[] {
  return steps.flatMap(({ kind, input }) => (kind === "wait" ? shorterThanUsual(input as WaitInput) : []));
}
