import { open } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";

/** A text in pieces, none of them large, for a file. */
export interface FilePieces {
  readonly pieces: Iterable<string>;
  /** In the place of a file that is there already. */
  readonly replace: boolean;
}

/**
 * Writes a text piece by piece, safely on disk, so that it is never held as a whole. Throws INV309 where the file is
 * there already, INV308 where it cannot be written.
 */
export async function writeFilePieces(path: string, { pieces, replace }: FilePieces): Promise<void> {
  try {
    const file = await open(path, replace ? "w" : "wx");
    try {
      for (const piece of pieces) await file.writeFile(piece);
      // What is no file, such as a terminal, has nothing to be made safe.
      if ((await file.stat()).isFile()) await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Resolves when the pieces have left; a closed pipe is no reason to wait. */
export async function writeStreamPieces(stream: NodeJS.WritableStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) await new Promise<void>((resolve) => stream.write(piece, () => setImmediate(resolve)));
}

/** What to say of a file that could not be written; an error that is none of the system's is a bug of ours and stays one. */
export function unwritable(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  if (code === "EEXIST") return new Refusal("INV309", `${path} is there already.`, { cause });
  return new Refusal("INV308", `${path} cannot be written (${code}).`, { cause });
}
