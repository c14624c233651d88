import { lstat, readdir, rename, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { RunRow } from "../report/run-row.ts";
import { type Lookout, lookOut } from "./at-work.ts";
import { RUN_FILES } from "./find-run.ts";
import { glanceAt } from "./glance.ts";

/** Which runs may go. */
export interface PruneRule {
  /** Only of whom nothing was heard for so long. */
  readonly olderThanMs: number;
  /** Those as well that did not come to their end. */
  readonly unfinished: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A run that is old enough and stays all the same, and why, in a sentence. */
export interface Kept {
  readonly run: string;
  readonly why: string;
}

/** What a rule comes to over all runs. */
export interface PrunePlan {
  readonly going: readonly RunRow[];
  readonly kept: readonly Kept[];
}

/** What invrun itself puts into the folder of a run: the last is what is left where it was killed while it saved the plan. */
const OWN_FILES: readonly RegExp[] = [/^plan\.json$/, /^journal\.ndjson$/, /^plan\.json\.[0-9a-f]{8}$/];

/** Parts runs into those that go and those that stay. Of the young ones nothing is said. */
export async function planPruning(rows: readonly RunRow[], rule: PruneRule): Promise<PrunePlan> {
  const going: RunRow[] = [];
  const kept: Kept[] = [];
  for (const row of rows) {
    if (!isOld(row, rule)) continue;
    const why = whyKept(row, rule) ?? (await whyNoRun(row.folder));
    if (why === null) going.push(row);
    else kept.push({ run: row.run, why });
  }
  return { going, kept };
}

function isOld({ lastAt }: RunRow, { now, olderThanMs }: PruneRule): boolean {
  return lastAt === null || now - Date.parse(lastAt) >= olderThanMs;
}

/** Why a run stays for what it is; null where it may go. */
function whyKept({ state, planExpiresAt }: RunRow, { unfinished, now }: PruneRule): string | null {
  if (state === "under-way") return "It is under way.";
  if (state === "unreadable") return "Its journal cannot be read.";
  // Its folder is how a plan is known to have been applied.
  if (planExpiresAt !== null && Date.parse(planExpiresAt) > now)
    return `Its plan may be applied until ${planExpiresAt}, and would be once more.`;
  if (state === "finished" || state === "never-began" || unfinished) return null;
  return "It did not come to its end; --unfinished takes such runs as well.";
}

/** Why a folder is not removed for what lies in it; null where all of it is invrun's own. Follows no link. */
async function whyNoRun(folder: string): Promise<string | null> {
  if (!(await lstat(folder)).isDirectory()) return "It is a link to a folder elsewhere.";
  const entries = await readdir(folder, { withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile() || !OWN_FILES.some((own) => own.test(entry.name)));
  return strange === undefined ? null : `${strange.name} in its folder is not invrun's.`;
}

/** Where locks lie, and by what rule runs go. */
export interface RemoveOptions {
  readonly stateDir: string;
  readonly rule: PruneRule;
}

/**
 * Removes runs, each looked at once more before, since a person may have thought about it for long. The folder gets
 * another name first, so that a run that is half removed is never taken for one that did not begin. Gives those that
 * stayed.
 */
export async function removeRuns(rows: readonly RunRow[], { stateDir, rule }: RemoveOptions): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  const atWork = await lookOut(stateDir);
  for (const { run, folder } of rows) {
    const why = await removeRun(folder, { atWork, rule }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      return error.code === "ENOENT" ? null : `It cannot be removed (${error.code}).`;
    });
    if (why !== null) kept.push({ run, why });
  }
  return kept;
}

interface Rules {
  readonly atWork: Lookout;
  readonly rule: PruneRule;
}

async function removeRun(folder: string, { atWork, rule }: Rules): Promise<string | null> {
  const row = await glanceAt(folder, atWork(folder));
  if (!isOld(row, rule)) return "It was gone on with meanwhile.";
  const why = whyKept(row, rule);
  if (why !== null) return why;
  const going = `${folder}.pruned`;
  await rename(folder, going);
  const strange = await whyNoRun(going);
  if (strange !== null) {
    await rename(going, folder);
    return strange;
  }
  const names = await readdir(going);
  // As long as the plan is there, the folder is listed, and goes with the next pruning.
  const last = (name: string) => (name === RUN_FILES.plan ? 1 : 0);
  for (const name of names.toSorted((a, b) => last(a) - last(b))) await unlink(join(going, name));
  await rmdir(going);
  return null;
}
