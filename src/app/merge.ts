import { relative, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { WHOLE } from "../plan/part.ts";
import { type Merged, mergeRuns } from "../report/merge.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findRun } from "./find-run.ts";
import type { Manifest, ManifestRun } from "./manifest.ts";
import { type RunOnDisk, readRun } from "./read-run.ts";

/** What runs came to together. */
export interface MergedRuns {
  readonly manifest: Manifest;
  readonly merged: Merged;
  /** By the plan's criterion, over all of its targets. */
  readonly exitCode: number;
}

/** Which runs, and where the manifest is to lie. */
export interface MergeOptions {
  /** Ids or folders. */
  readonly named: readonly string[];
  readonly runsDir: string;
  /** The directory from which the folders are named. */
  readonly home: string;
}

/** Reads the runs of one plan, checks each chain, and joins them. Throws INV330 where they are not one whole. */
export async function mergeNamed({ named, runsDir, home }: MergeOptions): Promise<MergedRuns> {
  const runs: RunOnDisk[] = [];
  for (const name of named) runs.push(await readRun(await findRun(name, runsDir)));
  const [first] = runs;
  if (first === undefined) throw new Refusal("INV330", "No run is given.", { hint: "Name the runs of one plan." });
  const { whole, started } = first;
  const merged = mergeRuns(
    whole,
    runs.map(({ started: { plan, part }, summary }) => ({ plan, part, summary })),
  );
  const { status, totals, gone } = merged;
  const targets = merged.targets.map(({ target }) => target);
  return {
    merged,
    manifest: {
      format: 1,
      kind: "runs",
      plan: { id: whole.id, name: whole.name, change: whole.change, digest: started.plan },
      status,
      totals,
      gone,
      runs: runs.map((run) => manifestRun(run, home)),
    },
    exitCode: exitCodeOf({ status, targets, part: WHOLE }, { success: whole.rollout.success, stopped: null }),
  };
}

function manifestRun({ folder, started, summary, end }: RunOnDisk, home: string): ManifestRun {
  const { run, status, totals, head } = summary;
  const path = relative(resolve(home), resolve(folder)).replaceAll("\\", "/");
  return { run, folder: path, part: started.part, events: end.events, head, status, totals };
}
