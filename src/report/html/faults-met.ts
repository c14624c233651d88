import type { Plan, PlannedStep } from "../../model/plan.ts";
import type { TargetSummary } from "../../model/summary.ts";
import { faultState } from "../fault-state.ts";
import { stepLabel } from "../step-label.ts";
import { plannedSteps } from "../step-match.ts";

/** All targets that one code ended, or that one code did not stop. */
export interface FaultMet {
  readonly code: string;
  /** Targets that it ended. */
  readonly ended: number;
  /** Steps that failed by it and were let pass by `on-error: continue`; all codes together, the summary's `continued`. */
  readonly passed: number;
  /** Steps that were in doubt by it on the way, and did not end their target. */
  readonly settled: number;
  /** What it said of the first of them, and what there is to do about it. */
  readonly message: string | null;
  readonly hint: string | null;
  /** Where it was met, the most frequent first. */
  readonly places: readonly (readonly [place: string, count: number])[];
  /** The first few. */
  readonly names: readonly string[];
}

/** So many names are given as examples; the table has them all. */
const NAMES = 3;

type Open = { -readonly [K in keyof FaultMet]: FaultMet[K] } & {
  readonly at: Map<string, number>;
  names: string[];
};

/** Faults by code, those that ended the most targets first. */
export function faultsMet(plan: Plan, targets: readonly TargetSummary[]): readonly FaultMet[] {
  const groups = new Map<string, Open>();
  for (const target of targets) {
    const planned = plannedSteps(plan, target.steps);
    const last = target.code === null ? -1 : target.steps.findLastIndex(({ code }) => code === target.code);
    if (target.code !== null) {
      const group = groupOf(groups, target.code);
      group.ended += 1;
      if (group.message === null) [group.message, group.hint] = [target.message, target.hint];
      tell(group, target, planned[last]);
    }
    target.steps.forEach(({ code, outcome }, at) => {
      if (code === null || at === last) return;
      const group = groupOf(groups, code);
      if (outcome === "in-doubt") group.settled += 1;
      else if (planned[at]?.onError === "continue" && faultState(code) !== "stopped") group.passed += 1;
      else return;
      tell(group, target, planned[at]);
    });
  }
  return [...groups.values()]
    .map(({ at, ...group }) => ({ ...group, places: [...at].sort(([, a], [, b]) => b - a) }))
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => b.ended - a.ended || b.passed - a.passed || (a.code < b.code ? -1 : 1));
}

function tell(group: Open, { name }: TargetSummary, step: PlannedStep | undefined): void {
  if (group.names.length < NAMES && !group.names.includes(name)) group.names.push(name);
  const place = step === undefined ? "before any step" : `at ${stepLabel(step)} (line ${step.place.line})`;
  group.at.set(place, (group.at.get(place) ?? 0) + 1);
}

function groupOf(groups: Map<string, Open>, code: string): Open {
  let group = groups.get(code);
  if (group === undefined) {
    group = { code, ended: 0, passed: 0, settled: 0, message: null, hint: null, places: [], names: [], at: new Map() };
    groups.set(code, group);
  }
  return group;
}
