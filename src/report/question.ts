import { formatDuration } from "../base/duration.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { planRows } from "./plan.ts";
import { limitRows } from "./plan-figures.ts";
import { windowWords } from "./plan-window.ts";
import { guardLine, printable } from "./printable.ts";
import { stepLabel } from "./step-label.ts";
import { wrapText } from "./width.ts";
import { counted, grouped } from "./words.ts";

/** How many names are shown of the first and of the last targets. */
const FIRST_NAMES = 3;
const LAST_NAMES = 2;

/**
 * What is about to be done, to whom, how fast, and when it stops by itself; ends by asking for the number of targets. Lines
 * are broken to so many columns; null leaves them whole.
 */
export function question(plan: Plan, columns: number | null = null): string {
  const targets = planTargets(plan);
  const lines = [
    `${printable(plan.name)} (${printable(plan.runbook.file)}) is about to be carried out on ${counted(targets.length, "target")}:`,
    `  ${namesOf(targets.map(({ name }) => name))}`,
    ...(plan.excluded.length === 0 ? [] : [`  Excluded: ${counted(plan.excluded.length, "target")}.`]),
    ...(plan.batches.length < 2 ? [] : [`  Batches: ${sizesOf(plan)}.`]),
    "",
    "Each target goes through these steps, one after the other:",
    ...plan.steps.flatMap((step) => [
      `  ${step.index + 1}. ${stepLabel(step)}`,
      ...step.operations.map((operation) => `       ${printable(operation)}`),
    ]),
    "",
    paceOf(plan, targets.length),
    ...(plan.rollout.window === null
      ? []
      : [`Changes are sent ${windowWords(plan.rollout.window)}, and at no other time.`]),
    "",
    "It stops by itself, and is a success:",
    ...planRows(limitRows(plan), columns),
    "",
  ];
  const wrapped = columns === null ? lines : lines.flatMap((line) => wrapText(line, columns));
  return [...wrapped.map(guardLine), "Type the number of targets to go on: "].join("\n");
}

function namesOf(names: readonly string[]): string {
  const few = names.length <= FIRST_NAMES + LAST_NAMES;
  const shown = few ? names : [...names.slice(0, FIRST_NAMES), null, ...names.slice(-LAST_NAMES)];
  return shown.map((name) => (name === null ? "…" : printable(name))).join(", ");
}

/** Sizes of the batches, with those that repeat told once: `5, 25, 6 of 25`. */
function sizesOf(plan: Plan): string {
  const runs: { size: number; times: number }[] = [];
  for (const { targets } of plan.batches) {
    const last = runs.at(-1);
    if (last !== undefined && last.size === targets.length) last.times += 1;
    else runs.push({ size: targets.length, times: 1 });
  }
  return runs
    .map(({ size, times }) => (times === 1 ? grouped(size) : `${grouped(times)} of ${grouped(size)}`))
    .join(", ");
}

/** Starts are spaced evenly, so the last comes after all the spaces before it. */
function paceOf(plan: Plan, targets: number): string {
  const { ratePerMinute } = plan.rollout;
  if (ratePerMinute === "unlimited") return "Starts are not spaced (rate: unlimited).";
  const leastMs = ((targets - 1) / ratePerMinute) * 60_000;
  return `At ${counted(ratePerMinute, "start")} a minute the last target starts after ${formatDuration(leastMs)} at the earliest.`;
}
