import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import type { Annotation, AnnotationLevel } from "./annotation.ts";
import { closingLine } from "./closing.ts";
import { type FaultGroup, faultGroups } from "./fault-groups.ts";
import { faultState } from "./fault-state.ts";
import { heldBlock } from "./held-back.ts";
import { leftOver } from "./left-over.ts";
import { fewNames } from "./names.ts";
import { stepLabel } from "./step-label.ts";
import { counted } from "./words.ts";

/**
 * What is worth telling beside a run: what held it back, who is in doubt, and what ended targets, code by code at the
 * line of its step. Errors where the run counts as failed; where its criterion was met all the same, warnings.
 */
export function annotateRun(
  summary: Summary,
  { plan, exitCode }: { readonly plan: Plan; readonly exitCode: number },
): readonly Annotation[] {
  const level: AnnotationLevel = exitCode === 0 ? "warning" : "error";
  const whole = { code: null, place: null, level };
  const held = heldBlock(summary, plan, leftOver(summary));
  const doubtful = summary.targets.filter(({ state }) => state === "in-doubt");
  return [
    ...(held.length === 0 ? [] : [{ ...whole, title: closingLine(summary), lines: held }]),
    ...(doubtful.length === 0 ? [] : [{ ...whole, title: doubtTitle(doubtful.length), lines: doubtLines(doubtful) }]),
    ...faultGroups(summary, plan).map((group) => annotateFaults(group, { plan, level })),
  ];
}

function doubtTitle(count: number): string {
  return `${counted(count, "target")} in doubt`;
}

function doubtLines(targets: Summary["targets"]): readonly string[] {
  return [
    `${fewNames(targets.map(({ name }) => name))}: a change left for it, and no answer came.`,
    "`invrun resume` looks for what became of it before anything is sent again.",
  ];
}

function annotateFaults(
  { code, count, example, step }: FaultGroup,
  { plan, level }: { readonly plan: Plan; readonly level: AnnotationLevel },
): Annotation {
  const at = step === null ? "" : ` at ${stepLabel(step)}`;
  const such = count === 1 ? "" : "such as ";
  return {
    // Who was only cut short did nothing wrong.
    level: faultState(code) === "stopped" ? "warning" : level,
    code,
    title: `${counted(count, "target")}, ${such}${example.name}${at}`,
    lines: [example.message ?? "", example.hint ?? ""].filter((line) => line !== ""),
    place: step === null ? null : { file: plan.runbook.file, ...step.place },
  };
}
