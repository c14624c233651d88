import { writeFilePieces } from "./write-pieces.ts";

/** Where a plan goes. */
export interface SavePlanOptions {
  readonly text: string;
  /** In the place of a file that is there already: it may be the one that was approved. */
  readonly replace: boolean;
}

/** Writes a plan's file, safely on disk. Throws INV309 where it is there already, INV308 where it cannot be written. */
export function savePlan(path: string, { text, replace }: SavePlanOptions): Promise<void> {
  return writeFilePieces(path, { pieces: [text], replace });
}
