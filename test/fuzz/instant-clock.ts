import type { Clock } from "../../src/base/clock.ts";

/** Begins at the same moment always; whoever sleeps is woken at once, and finds that the time has passed. */
export class InstantClock implements Clock {
  #now = Date.UTC(2026, 10, 21, 22, 0, 0);

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#now += ms;
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  }
}
