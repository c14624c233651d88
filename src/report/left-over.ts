import { doneStates, type TargetState } from "../model/outcome.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";
import { fewNames } from "./names.ts";
import { stateWords } from "./rows.ts";
import { grouped } from "./words.ts";

/** What is left to do in each state: those that are nearest to an end first. */
const ORDER: readonly TargetState[] = ["in-doubt", "stopped", "unreachable", "not-started"];

/** Targets that a further sitting would take up: of the batches that were asked for, those that are not done with. */
export function leftOver({ targets, part }: Pick<Summary, "targets" | "part">): readonly TargetSummary[] {
  const asked = part.batches ?? Number.POSITIVE_INFINITY;
  return targets.filter(({ state, batch }) => batch < asked && !doneStates.includes(state));
}

/** Who is left, one line a state, with a few names; empty where nobody is. */
export function leftBlock(left: readonly TargetSummary[], indent: string): readonly string[] {
  const rows = ORDER.flatMap((state) => {
    const some = left.filter((target) => target.state === state);
    if (some.length === 0) return [];
    const tries = state === "unreachable" ? `, ${triesWords(some)}` : "";
    return [`${indent}${grouped(some.length)} ${stateWords[state]}${tries}: ${fewNames(some.map(({ name }) => name))}`];
  });
  return rows.length === 0 ? [] : ["Left to do:", ...rows];
}

/** `tried once`, `tried 3 times`, `tried up to 3 times` */
function triesWords(targets: readonly TargetSummary[]): string {
  const most = targets.reduce((sum, { tries }) => Math.max(sum, tries), 0);
  if (most <= 1) return "tried once";
  return `tried ${targets.every(({ tries }) => tries === most) ? "" : "up to "}${grouped(most)} times`;
}
