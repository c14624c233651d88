import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";

/** The names of what lies in the folder of a run. */
export const RUN_FILES = { plan: "plan.json", journal: "journal.ndjson" } as const;

/** The folder of a run that is named by its id or its path. Throws INV326 where there is none. */
export async function findRun(named: string, runsDir: string): Promise<string> {
  const candidates = /[\\/]/.test(named) ? [named] : [join(runsDir, named), named];
  for (const path of candidates) if (await holdsRun(path)) return path;
  throw new Refusal("INV326", `There is no run ${named} in ${runsDir}.`);
}

/** The folders of all runs, oldest first: their ids sort by time. */
export async function listRuns(runsDir: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(runsDir);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new Refusal("INV326", `The runs directory ${runsDir} cannot be read (${code ?? "unknown error"}).`, {
      cause,
    });
  }
  const paths = [...names].sort().map((name) => join(runsDir, name));
  const held = await Promise.all(paths.map(holdsRun));
  return paths.filter((_, index) => held[index]);
}

async function holdsRun(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, RUN_FILES.plan))).isFile();
  } catch {
    return false;
  }
}
