import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import type { Plan } from "../model/plan.ts";

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

/** Makes the folder of a run and puts its plan there, safely on disk before anything begins. */
export async function createRunFolder(runsDir: string, plan: Plan): Promise<RunFolder> {
  const path = join(runsDir, plan.id);
  const text = `${JSON.stringify(plan, null, 1)}\n`;
  try {
    await mkdir(runsDir, { recursive: true });
    await mkdir(path);
    const file = await open(join(path, "plan.json"), "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV302", `The runs directory ${runsDir} cannot be written (${code ?? "unknown error"}).`, {
      cause,
    });
  }
  return { path, journal: join(path, "journal.ndjson"), planDigest: sha256(text) };
}
