import type { Clock } from "../../src/base/clock.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets so much time pass, and whoever slept until then do what they do. */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  sleepers(): number;
}

export function createManualClock(start: number): ManualClock {
  let now = start;
  const sleeping = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now,
    monotonic: () => now - start,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleeping.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleeping.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      // The renderer is loaded on its first use; let it begin to sleep.
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      now += ms;
      for (const sleeper of [...sleeping].filter(({ until }) => until <= now)) {
        sleeping.delete(sleeper);
        sleeper.wake();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
    sleepers: () => sleeping.size,
  };
}
