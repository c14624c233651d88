import { formatDuration } from "../base/duration.ts";
import type { Event, RunStatus } from "../model/event.ts";
import { type TargetState, type Totals, targetStates } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import { printable } from "./printable.ts";
import type { BatchProgress, LiveTarget, Progress, StepEnd, StepProgress } from "./progress.ts";
import { counted, grouped, listed } from "./words.ts";

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
];

/** `full-inventory: 25 targets, 4 steps, 1m20s` */
export function runRow(plan: Plan, progress: Progress, now: number): string {
  const targets = progress.batches.reduce((sum, batch) => sum + batch.targets, 0);
  const size = `${counted(targets, "target")}, ${counted(plan.steps.length, "step")}`;
  return printable(`${plan.name}: ${size}${elapsed(progress.since, now)}`);
}

/** `Batch 1 of 3: 12 of 250 done, 100 running, 1 failed, 98/min, about 3m left` */
export function batchRow(batch: BatchProgress, batches: number, now: number): string {
  const { totals, done, targets } = batch;
  const parts = [`${grouped(done)} of ${grouped(targets)} done`];
  const counts = listed([
    ["running", batch.running],
    ...targetStates
      .filter((state) => state !== "succeeded")
      .map((state) => [stateWords[state], totals[state]] as const),
  ]);
  if (counts !== "") parts.push(counts);
  const pace = batch.finished ? 0 : batch.pace.perMinute(now);
  if (pace > 0 && done < targets) {
    parts.push(`${grouped(Math.max(1, Math.round(pace)))}/min`);
    parts.push(`about ${wholeSeconds(((targets - done) / pace) * 60_000)} left`);
  }
  return `Batch ${batch.index + 1} of ${batches}: ${parts.join(", ")}`;
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
  return printable(`${event.target} ${stateWords[event.state]}${reason === undefined ? "" : `: ${reason}`}`);
}

/** What a person who asked for the stop wants to know. */
export function stoppingRow(event: Extract<Event, { type: "stopping" }>): string {
  if (event.atOnce) return "stopping at once: requests in flight are cut";
  const why = event.reason === "journal" ? "the journal cannot be written: " : "";
  return `${why}stopping: waits are cut, requests in flight end; Ctrl-C again stops at once`;
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
function wholeSeconds(ms: number): string {
  return formatDuration(Math.max(1, Math.round(ms / 1_000)) * 1_000);
}

function elapsed(since: number | null, now: number): string {
  return since === null || now - since < 1_000 ? "" : `, ${wholeSeconds(now - since)}`;
}
