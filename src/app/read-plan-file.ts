import { readFile } from "node:fs/promises";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";

/** The plan in a run's folder, as it lies there. */
export interface PlanFile {
  readonly text: string;
  /** SHA-256 of its bytes, by which the journal's first event names it. */
  readonly digest: string;
}

/** Reads the plan in a run's folder. Throws INV326 where it cannot be read. */
export async function readPlanFile(path: string): Promise<PlanFile> {
  try {
    const bytes = await readFile(path);
    return { text: bytes.toString(), digest: sha256(bytes) };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV326", `The plan ${path} cannot be read (${code ?? "unknown error"}).`, { cause });
  }
}
