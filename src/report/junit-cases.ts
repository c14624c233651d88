import { faultCodes } from "../base/codes/index.ts";
import type { TargetState } from "../model/outcome.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { StepSummary, TargetSummary } from "../model/summary.ts";
import type { RunReport } from "./run-report.ts";
import { stepLabel } from "./step-label.ts";
import { plannedSteps } from "./step-match.ts";

/** How a case can end but well: `failure` is a client's no, `error` that nobody knows or could ask. */
export type Ending = "failure" | "error" | "skipped";

/** A step of a target, as a test. */
export interface Case {
  readonly name: string;
  readonly ms: number;
  /** Null for a step that ended well. */
  readonly ending: {
    readonly kind: Ending;
    readonly message: string;
    /** The fault's code, or the state of the target. */
    readonly type: string;
    readonly remedy: string | null;
  } | null;
}

/** How a target's state is said of the step that it ended at; null where no step is to blame. */
const ENDINGS: Readonly<Record<TargetState, Exclude<Ending, "skipped"> | null>> = {
  succeeded: null,
  skipped: null,
  failed: "failure",
  unreachable: "error",
  "in-doubt": "error",
  stopped: "error",
  "not-started": null,
};

/** Where a target ended that went through all of its steps, or has none. */
const WHOLE = "the target";

/** The cases of the target at a place of the summary: every step of the plan in order, once each. */
export function casesOf({ summary, plan, timeline }: RunReport, place: number): readonly Case[] {
  const target = summary.targets[place] as TargetSummary;
  const planned = plannedSteps(plan, target.steps);
  const done = new Map(planned.map(({ index }, at) => [index, target.steps[at] as StepSummary]));
  const blamed = blamedStep(target, planned, plan.steps);
  const cases = plan.steps.map((step): Case => {
    const name = `${step.index + 1} ${stepLabel(step)}`;
    const ms = timeline.targets.stepMs[place * plan.steps.length + step.index] ?? Number.NaN;
    const ending = step.index === blamed ? endOf(target) : endingOf(done.get(step.index), target);
    return { name, ms: done.has(step.index) && ms > 0 ? ms : 0, ending };
  });
  return blamed === plan.steps.length ? [...cases, { name: WHOLE, ms: 0, ending: endOf(target) }] : cases;
}

/** The index of the step that the target ended at: the last that went wrong, else the first that was not reached; null where it ended well. */
function blamedStep(
  { state, steps }: TargetSummary,
  planned: readonly PlannedStep[],
  all: readonly PlannedStep[],
): number | null {
  if (ENDINGS[state] === null) return null;
  const last = planned.length - 1;
  if (last >= 0 && isBad(steps[last])) return planned[last]?.index ?? null;
  const reached = new Set(planned.map(({ index }) => index));
  return all.find(({ index }) => !reached.has(index))?.index ?? all.length;
}

function isBad(step: StepSummary | undefined): boolean {
  return step?.outcome === "failed" || step?.outcome === "in-doubt";
}

function endOf({ state, code, message, hint }: TargetSummary): Case["ending"] {
  const kind = ENDINGS[state];
  if (kind === null) return null;
  const said = message ?? `the target is ${state}`;
  return { kind, message: code === null ? said : `${code} ${said}`, type: code ?? state, remedy: hint };
}

/** A step that the target went past, or never came to. */
function endingOf(step: StepSummary | undefined, { state, message }: TargetSummary): Case["ending"] {
  const skipped = (why: string) => ({ kind: "skipped", message: why, type: "skipped", remedy: null }) as const;
  if (step === undefined) return skipped(state === "skipped" ? (message ?? "left alone") : "not reached");
  if (step.outcome === "skipped") return skipped(state === "skipped" ? (message ?? "left alone") : "nothing to do");
  if (!isBad(step)) return null;
  return skipped(`went past: ${step.outcome} with ${step.code}, ${titleOf(step.code)}`);
}

/** What a code means; a code of another version has no title here. */
function titleOf(code: string | null): string {
  return code !== null && Object.hasOwn(faultCodes, code)
    ? faultCodes[code as keyof typeof faultCodes].title
    : "unknown here";
}
