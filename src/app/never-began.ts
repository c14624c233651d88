import { createReadStream } from "node:fs";
import { join } from "node:path";
import { RUN_FILES } from "./find-run.ts";

const LINE_FEED = 0x0a;

/**
 * Whether the run in a folder began: its journal holds a first event, written to its end. A run that was killed before
 * that has contacted nobody. What cannot be read is taken for begun.
 */
export async function hasBegun(folder: string): Promise<boolean> {
  try {
    for await (const chunk of createReadStream(join(folder, RUN_FILES.journal)) as AsyncIterable<Buffer>)
      if (chunk.includes(LINE_FEED)) return true;
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== "ENOENT";
  }
}
