import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Session } from "../../model/session.ts";
import type { StepSession } from "../../model/step.ts";

/** What bounds the reads. */
export interface ReadingOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Pauses before further tries of a read whose fault allows them, in milliseconds. */
const PAUSES_MS = [500, 2_000] as const;

/** A session that can only read. A fault that may pass is waited out, twice, so that it is not taken for a cause. */
export function readingSession(session: Session, { signal, timeoutMs, clock }: ReadingOptions): StepSession {
  const limits = { signal, timeoutMs };
  const patient = async <T>(read: () => Promise<T>): Promise<T> => {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await read();
      } catch (fault) {
        if (!(fault instanceof Fault) || !fault.retryable || signal.aborted) throw fault;
        await clock.sleep(pauseMs, signal);
      }
    }
    return read();
  };
  return {
    get: (path) => patient(() => session.get(path, limits)),
    query: (namespace, wql) => patient(() => session.query(namespace, wql, limits)),
    ask: (path, method, input) => patient(() => session.invoke(path, method, input, limits)),
    delete: () => Promise.reject(new Error("a diagnosis deletes nothing")),
    invoke: () => Promise.reject(new Error("a diagnosis starts nothing")),
    script: () => Promise.reject(new Error("a diagnosis runs nothing")),
  };
}
