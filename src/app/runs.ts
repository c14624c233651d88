import { basename } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { RunRow } from "../report/run-row.ts";
import { type Lookout, lookOut } from "./at-work.ts";
import { listRuns } from "./find-run.ts";
import { glanceAt } from "./glance.ts";

/** Where runs lie, and where their locks do. */
export interface RunsPlace {
  readonly runsDir: string;
  readonly stateDir: string;
}

/** Files that are open at one time; each run has two. */
const AT_ONE_TIME = 32;

/** The runs of a directory, oldest first. Throws INV326 where it cannot be read, INV333 where a lock cannot be. */
export async function readRuns({ runsDir, stateDir }: RunsPlace): Promise<readonly RunRow[]> {
  const folders = await listRuns(runsDir);
  const rows: RunRow[] = [];
  const atWork = await lookOut(stateDir);
  for (let at = 0; at < folders.length; at += AT_ONE_TIME) {
    const some = folders.slice(at, at + AT_ONE_TIME);
    const seen = await Promise.all(some.map((folder) => glanceUnlessGone(folder, atWork)));
    rows.push(...seen.filter((row) => row !== null));
  }
  return rows;
}

/** Null for one that somebody removes at this moment. One that cannot be read is told as such. */
async function glanceUnlessGone(folder: string, atWork: Lookout): Promise<RunRow | null> {
  try {
    return await glanceAt(folder, atWork(folder));
  } catch (error) {
    const { code } = (error instanceof Refusal ? error.cause : error) as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === "ENOENT" ? null : unreadable(folder);
  }
}

function unreadable(folder: string): RunRow {
  const nothing = { name: null, change: null, part: null, atWork: null, targets: null, totals: null, startedAt: null };
  const never = { lastAt: null, lastedMs: null, planExpiresAt: null };
  return { run: basename(folder), folder, state: "unreadable", resumable: false, bytes: 0, ...nothing, ...never };
}
