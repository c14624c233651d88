import { formatDuration } from "../base/duration.ts";
import type { Event, RunStatus } from "../model/event.ts";
import { type TargetState, type Totals, targetStates } from "../model/outcome.ts";
import { printable } from "./printable.ts";
import type { LiveTarget, StepEnd, StepProgress } from "./progress-shape.ts";
import { runLeftMs, type Sight } from "./time-left.ts";
import { counted, listed } from "./words.ts";

/** How a state is said. */
export const stateWords: Readonly<Record<TargetState, string>> = {
  succeeded: "succeeded",
  skipped: "skipped",
  failed: "failed",
  unreachable: "unreachable",
  "in-doubt": "in doubt",
  stopped: "stopped",
  "not-started": "not started",
};

const ENDS: readonly (readonly [StepEnd, string])[] = [
  ["changed", "changed"],
  ["unchanged", "unchanged"],
  ["sent", "sent"],
  ["received", "received"],
  ["skipped", "skipped"],
  ["in-doubt", "in doubt"],
  ["stopped", "stopped"],
  ["failed", "failed"],
  ["unreachable", "unreachable"],
];

/** `full-inventory: 3,000 targets, 4 steps, 1m20s, about 2h left, the window ends in 3h` */
export function runRow(sight: Sight): string {
  const { plan, progress, now } = sight;
  const targets = progress.batches.reduce((sum, batch) => sum + batch.targets, 0);
  const size = `${counted(targets, "target")}, ${counted(plan.steps.length, "step")}`;
  const left = runLeftMs(sight);
  const { windowEnds, status } = progress;
  const more = [
    left === null || status !== null ? "" : `, about ${wholeSeconds(left)} left`,
    windowEnds === null || windowEnds <= now || status !== null
      ? ""
      : `, the window ends in ${wholeSeconds(windowEnds - now)}`,
  ];
  return printable(`${plan.name}: ${size}${elapsed(progress.since, now)}${more.join("")}`);
}

/** `wait hardware: 12 sent, 3 running, 120 waiting` */
export function stepRow(label: string, step: StepProgress): string {
  const counts = listed([
    ["running", step.running - step.waiting],
    ["waiting", step.waiting],
    ...ENDS.map(([kind, word]) => [word, step.outcomes.get(kind) ?? 0] as const),
  ]);
  return counts === "" ? label : `${label}: ${counts}`;
}

/** `pc-0451: wait hardware, waiting, 12s` */
export function targetRow(target: LiveTarget, labels: readonly string[], now: number): string {
  const at = [labels[target.step] ?? "", target.waiting ? "waiting" : target.doing].filter((part) => part !== "");
  return printable(`${target.name}: ${at.join(", ")}${elapsed(target.since, now)}`);
}

/** `pc-007 failed: INV401 The logon was refused.`, `pc-008 skipped: site is P02, not P01` */
export function endedRow(event: Extract<Event, { type: "target-finished" }>): string {
  const { fault, why } = event;
  const reason = fault !== null ? `${fault.code} ${fault.message}` : why;
  const how = event.again === true ? "set aside" : stateWords[event.state];
  const tries = (event.tries ?? 1) > 1 ? ` at try ${event.tries}` : "";
  return printable(`${event.target} ${how}${tries}${reason === undefined ? "" : `: ${reason}`}`);
}

/** `finished: 24 succeeded, 1 failed` */
export function statusRow(status: RunStatus, totals: Totals): string {
  const how = status === "window-ended" ? "the window ended" : status === "braked" ? "the brake closed" : status;
  return `${how}: ${statesListed(totals) || "no targets"}`;
}

/** `24 succeeded, 1 failed` */
function statesListed(totals: Totals): string {
  return listed(targetStates.map((state) => [stateWords[state], totals[state]] as const));
}

/** A span as a person reads it on a running clock: no fractions. */
export function wholeSeconds(ms: number): string {
  return formatDuration(Math.max(1, Math.round(ms / 1_000)) * 1_000);
}

function elapsed(since: number | null, now: number): string {
  return since === null || now - since < 1_000 ? "" : `, ${wholeSeconds(now - since)}`;
}
