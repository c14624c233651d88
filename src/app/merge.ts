import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Part, RunStatus } from "../model/event.ts";
import type { Totals } from "../model/outcome.ts";
import { WHOLE } from "../plan/part.ts";
import { type Merged, mergeRuns } from "../report/merge.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findRun } from "./find-run.ts";
import { type RunOnDisk, readRun } from "./read-run.ts";

/** One journal of a manifest. */
export interface ManifestRun {
  readonly run: string;
  /** Where its folder lies, from the manifest's own; with slashes. */
  readonly folder: string;
  readonly part: Part;
  readonly events: number;
  /** The hash of its last event when it was merged. */
  readonly head: string;
  readonly status: RunStatus;
  readonly totals: Totals;
}

/** The runs of one plan, by their journals and heads. A list, not a journal: no chain is written anew. */
export interface Manifest {
  readonly format: 1;
  readonly kind: "runs";
  readonly plan: {
    readonly id: string;
    readonly name: string;
    readonly change: string | null;
    readonly digest: string;
  };
  readonly status: RunStatus;
  readonly totals: Totals;
  readonly runs: readonly ManifestRun[];
}

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
  const parts = runs.map(({ started: { plan, part }, summary, end }) => ({ plan, part, summary, events: end.events }));
  const merged = mergeRuns(whole, parts);
  const { status, totals } = merged;
  const targets = merged.targets.map(({ target }) => target);
  return {
    merged,
    manifest: {
      format: 1,
      kind: "runs",
      plan: { id: whole.id, name: whole.name, change: whole.change, digest: started.plan },
      status,
      totals,
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

/** The folders of the runs that a manifest names; null where the file is none. */
export async function manifestFolders(path: string): Promise<readonly string[] | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null || !/^\s*\{/.test(text)) return null;
  let value: Partial<Manifest>;
  try {
    value = JSON.parse(text) as Partial<Manifest>;
  } catch {
    return null;
  }
  if (value.kind !== "runs" || !Array.isArray(value.runs)) return null;
  return value.runs.map(({ folder }: ManifestRun) => resolve(dirname(path), folder));
}
