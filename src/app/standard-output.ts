import { write } from "node:fs";
import type { Clock } from "../base/clock.ts";
import type { Sink } from "./event-stream.ts";

const STDOUT = 1;
/** A full pipe says nothing when it has room again. */
const PAUSES_MS = [5, 10, 20, 50, 100];

/**
 * Standard output, written past `process.stdout`: that holds the whole process up where its reader is slow and it is a
 * terminal, or on Windows a pipe. Here a thread of Node's pool waits, or on POSIX systems the clock.
 */
export function standardOutput(clock: Clock, descriptor = STDOUT): Sink {
  return async (bytes) => {
    let full = 0;
    for (let at = 0; at < bytes.length; ) {
      const written = await writeSome(descriptor, bytes.subarray(at));
      at += written;
      full = written > 0 ? 0 : full + 1;
      if (full > 0) await clock.sleep(PAUSES_MS[Math.min(full, PAUSES_MS.length) - 1] as number);
    }
  };
}

/** How many bytes it took; 0 where it is full. */
function writeSome(descriptor: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, 0, bytes.length, null, (error, written) => {
      if (error === null) resolve(written);
      else if (error.code === "EAGAIN") resolve(0);
      else reject(error);
    });
  });
}
