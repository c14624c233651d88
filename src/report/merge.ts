import { Refusal } from "../base/refusal.ts";
import type { Part, RunStatus } from "../model/event.ts";
import type { TargetState, Totals } from "../model/outcome.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";
import { noTotals } from "./totals.ts";

/** One run of a plan, as its journal tells it. */
export interface MergedRun {
  /** SHA-256 of the plan that it was begun with. */
  readonly plan: string;
  readonly part: Part;
  readonly summary: Summary;
}

/** What the runs of one plan came to together. It names their journals and their heads, and rewrites none of them. */
export interface Merged {
  readonly status: RunStatus;
  /** Of the plan's targets but those that are gone. */
  readonly totals: Totals;
  /** In the order of the plan. */
  readonly targets: readonly MergedTarget[];
  /** Targets of the plan that no run began and that had left the lists when one of them looked. */
  readonly gone: readonly string[];
}

/** A target, and the run that began it; null where none did. */
export interface MergedTarget {
  readonly run: string | null;
  readonly target: TargetSummary;
}

/** A sitting that was cut short weighs more than one that was held back; the heaviest is told of the whole. */
const BY_WEIGHT: readonly RunStatus[] = ["interrupted", "braked", "window-ended", "finished"];

/**
 * Joins the runs of one plan. Throws INV330 where one is of another plan, is there twice, or is missing: the shards of
 * one cut belong together, and so does a run whose started targets others left out.
 */
export function mergeRuns(plan: Plan, runs: readonly MergedRun[]): Merged {
  checkPlan(runs);
  checkDoubled(runs);
  checkShards(runs);
  checkFrom(runs);
  const told = new Map<string, MergedTarget>();
  for (const { summary } of runs) {
    for (const target of summary.targets) {
      const before = told.get(target.name);
      const begun = target.state !== "not-started";
      if (begun && before !== undefined && before.run !== null)
        throw new Refusal("INV330", `${target.name} was begun by ${before.run} and by ${summary.run}.`);
      if (begun || before === undefined) told.set(target.name, { run: begun ? summary.run : null, target });
    }
  }
  const leftOut = new Set(runs.flatMap(({ part }) => part.without ?? []));
  const targets: MergedTarget[] = [];
  const gone: string[] = [];
  for (const { name } of planTargets(plan)) {
    const target = told.get(name);
    // A run leaves out what another began, and who has left the lists.
    if (target === undefined || (target.run === null && leftOut.has(name))) gone.push(name);
    else targets.push(target);
  }
  const totals = noTotals();
  for (const { target } of targets) totals[target.state]++;
  return { status: statusOf(runs, totals), totals, targets, gone };
}

/** A run that was asked for the first batches alone is not cut short: what it left may be another's. */
function statusOf(runs: readonly MergedRun[], totals: Totals): RunStatus {
  const undone: readonly TargetState[] = ["stopped", "not-started", "in-doubt"];
  if (undone.every((state) => totals[state] === 0)) return "finished";
  return BY_WEIGHT.find((status) => runs.some(({ summary }) => summary.status === status)) ?? "finished";
}

function checkPlan(runs: readonly MergedRun[]): void {
  const [first, ...others] = runs;
  for (const { plan, summary } of others)
    if (plan !== first?.plan)
      throw new Refusal("INV330", `${summary.run} is a run of another plan than ${first?.summary.run}.`);
}

function checkDoubled(runs: readonly MergedRun[]): void {
  const seen = new Set<string>();
  for (const { summary } of runs) {
    if (seen.has(summary.run)) throw new Refusal("INV330", `${summary.run} is given twice.`);
    seen.add(summary.run);
  }
}

function checkShards(runs: readonly MergedRun[]): void {
  const cuts = new Map<string, Set<number>>();
  for (const { part } of runs) {
    if (part.shard === null) continue;
    const key = `${part.batches ?? "all"} ${part.shard.of}`;
    cuts.set(key, (cuts.get(key) ?? new Set()).add(part.shard.index));
  }
  for (const [key, indices] of cuts) {
    const of = Number(key.split(" ")[1]);
    const missing = Array.from({ length: of }, (_, index) => index).filter((index) => !indices.has(index));
    if (missing.length === 0) continue;
    const named = missing.map((index) => `${index}/${of}`).join(", ");
    throw new Refusal("INV330", `Shards of this plan are missing: ${named}.`);
  }
}

function checkFrom(runs: readonly MergedRun[]): void {
  const given = new Set(runs.map(({ summary }) => summary.run));
  for (const { part, summary } of runs)
    if (part.from !== null && !given.has(part.from))
      throw new Refusal("INV330", `${summary.run} left out what ${part.from} had begun, and that run is missing.`);
}
