import { mkdir, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import { appliedBefore } from "./applied-before.ts";
import { RUN_FILES } from "./find-run.ts";

/** Where runs lie, below the working directory. */
export const RUNS_DIR = join(".invrun", "runs");

/** Where rehearsals lie, apart from what was really done. */
export const REHEARSALS_DIR = join(".invrun", "rehearsals");

/** One run on disk. */
export interface RunFolder {
  readonly path: string;
  readonly journal: string;
  /** SHA-256 of plan.json. */
  readonly planDigest: string;
}

/** A run that is about to begin. */
export interface NewRun {
  /** Its id. */
  readonly run: string;
  /** The text of its plan, kept byte for byte. */
  readonly plan: string;
}

/**
 * Makes the folder of a run and puts its plan there, safely on disk before anything begins. Of two that want the same
 * one gets it: throws INV319 for the other, INV302 where nothing can be written.
 */
export async function createRunFolder(runsDir: string, { run, plan }: NewRun): Promise<RunFolder> {
  const path = join(runsDir, run);
  try {
    await mkdir(runsDir, { recursive: true });
    await mkdir(path);
  } catch (cause) {
    // Where the runs directory itself is a file, that is what exists.
    if ((cause as NodeJS.ErrnoException).code === "EEXIST" && (await isFolder(path))) throw appliedBefore(run, runsDir);
    throw unwritable(runsDir, cause);
  }
  try {
    const file = await open(join(path, RUN_FILES.plan), "wx", 0o600);
    try {
      await file.writeFile(plan);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unwritable(runsDir, cause);
  }
  return { path, journal: join(path, RUN_FILES.journal), planDigest: sha256(plan) };
}

function unwritable(runsDir: string, cause: unknown): Refusal {
  const { code } = cause as NodeJS.ErrnoException;
  return new Refusal("INV302", `The runs directory ${runsDir} cannot be written (${code ?? "unknown error"}).`, {
    cause,
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
