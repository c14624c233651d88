import type { Plan } from "../model/plan.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";
import { brakeReason } from "./brake.ts";
import { localMoment, utcMoment } from "./moment.ts";
import { printable } from "./printable.ts";
import { counted } from "./words.ts";

/** How many of the sittings are told of: the last of them. */
const SITTINGS = 3;

/**
 * What held the last sitting back, when, and what that left undone: the brake with its limit, or the end of the window.
 * `left` are the targets that are not done with. Empty where nothing did.
 */
export function heldBlock(summary: Summary, plan: Plan, left: readonly TargetSummary[]): readonly string[] {
  const { brake, windowEnded, status } = summary;
  const lines: string[] = [];
  if (brake !== null) {
    const under = Math.max(0, ...begunBatches(summary)) + 1;
    const where =
      brake.batch === null && plan.batches.length > 1 ? `, in batch ${under} of ${plan.batches.length}` : "";
    lines.push(`The brake closed at ${momentOf(brake.at, plan)}${where}: ${brakeReason(brake, plan)}.`);
  }
  if (windowEnded !== null && status === "window-ended") {
    lines.push(`The window ended at ${momentOf(windowEnded, plan)}, with work left.`);
  }
  const undone = (["not-started", "stopped"] as const)
    .map((state) => [state, left.filter((target) => target.state === state).length] as const)
    .filter(([, amount]) => amount > 0);
  if (lines.length > 0 && undone.length > 0) {
    const said = undone.map(
      ([state, amount]) => `${counted(amount, "target")} ${state === "stopped" ? "cut short" : "not started"}`,
    );
    lines.push(`    Because of it: ${said.join(", ")}.`);
  }
  return lines;
}

/** Who went on after earlier sittings, and why. */
export function sittingsBlock({ resumed }: Pick<Summary, "resumed">): readonly string[] {
  const earlier = resumed.length - SITTINGS;
  return [
    ...(earlier > 0 ? [`Resumed ${counted(earlier, "time")} before.`] : []),
    ...resumed.slice(-SITTINGS).map(({ at, by, host, raised, reason }) => {
      const limits = [
        ...(raised.maxFailed === undefined ? [] : [`max-failed raised to ${raised.maxFailed}`]),
        ...(raised.maxUnreachable === undefined ? [] : [`max-unreachable raised to ${raised.maxUnreachable}`]),
      ];
      const said = [...limits, ...(reason === null ? [] : [`"${printable(reason)}"`])].join(", ");
      return `Resumed at ${utcMoment(Date.parse(at))} by ${printable(by || "somebody")} on ${printable(host)}${said === "" ? "" : `: ${said}`}.`;
    }),
  ];
}

/** `2026-07-22 02:00 UTC (wed 2026-07-22 04:00 Europe/Berlin)` */
function momentOf(time: string, { rollout }: Plan): string {
  const ms = Date.parse(time);
  const { window } = rollout;
  return window === null
    ? utcMoment(ms)
    : `${utcMoment(ms)} (${localMoment(ms, window.zone)} ${printable(window.zone)})`;
}

function begunBatches({ targets }: Summary): readonly number[] {
  return [...new Set(targets.filter(({ tries }) => tries > 0).map(({ batch }) => batch))];
}
