import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Part } from "../model/event.ts";
import { partOfRunId, partsOverlap } from "../plan/part.ts";
import { hasBegun } from "./never-began.ts";

/** A part of a plan that is about to be carried out, and where runs are kept. */
export interface AboutToApply {
  readonly runsDir: string;
  /** The plan's id. */
  readonly plan: string;
  readonly part: Part;
}

/**
 * Throws INV319 where a run of this plan with targets of this part is kept here; one that never began does not count.
 * Tells whether anything can be known: where no run is kept, the plan may have been carried out elsewhere.
 */
export async function checkNotApplied({ runsDir, plan, part }: AboutToApply): Promise<{ readonly known: boolean }> {
  const runs = await readdir(runsDir).catch((): string[] => []);
  for (const run of [...runs].sort()) {
    const before = partOfRunId(run, plan);
    if (before === null || run === part.from || !partsOverlap(before, part)) continue;
    if (await hasBegun(join(runsDir, run))) throw appliedBefore(run, runsDir);
  }
  return { known: runs.length > 0 };
}

/** The refusal of a plan that this run carried out. */
export function appliedBefore(run: string, runsDir: string): Refusal {
  return new Refusal("INV319", `This plan was applied already: run ${run} in ${runsDir}.`, {
    hint: `\`invrun resume ${run}\` goes on with it, \`--from ${run}\` with what it did not start. For the same once more, make a new plan.`,
  });
}
