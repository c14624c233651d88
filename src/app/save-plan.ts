import { open } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";

/** Where a plan goes. */
export interface SavePlanOptions {
  readonly text: string;
  /** In the place of a file that is there already: it may be the one that was approved. */
  readonly replace: boolean;
}

/** Writes a plan's file, safely on disk. Throws INV309 where it is there already, INV308 where it cannot be written. */
export async function savePlan(path: string, { text, replace }: SavePlanOptions): Promise<void> {
  try {
    const file = await open(path, replace ? "w" : "wx");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new Refusal("INV309", `${path} is there already.`, { cause });
    throw new Refusal("INV308", `${path} cannot be written (${code ?? "unknown error"}).`, { cause });
  }
}
