import { randomBytes } from "node:crypto";
import { mkdir, open, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../base/clock.ts";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import { appliedBefore } from "./applied-before.ts";
import { RUN_FILES } from "./find-run.ts";
import { takeOver } from "./take-over.ts";

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
  readonly clock: Clock;
}

/**
 * Makes the folder of a run and puts its plan there, safely on disk before anything begins; the folder of a run that
 * never began is taken over. Throws INV319 where the run is another's already, INV302 where nothing can be written.
 */
export async function createRunFolder(runsDir: string, { run, plan, clock }: NewRun): Promise<RunFolder> {
  const path = join(runsDir, run);
  try {
    await mkdir(runsDir, { recursive: true });
    await mkdir(path);
  } catch (cause) {
    // Where the runs directory itself is a file, that is what exists.
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST" || !(await isFolder(path))) throw unwritable(runsDir, cause);
    const taken = await takeOver(path, { plan, clock }).catch((why: unknown) => {
      throw unwritable(runsDir, why);
    });
    if (!taken) throw appliedBefore(run, runsDir);
  }
  try {
    await putPlan(join(path, RUN_FILES.plan), plan);
  } catch (cause) {
    throw unwritable(runsDir, cause);
  }
  return { path, journal: join(path, RUN_FILES.journal), planDigest: sha256(plan) };
}

/** Whole or not at all: a run that is killed here leaves no half of a plan. */
async function putPlan(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(4).toString("hex")}`;
  const file = await open(unfinished, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
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
