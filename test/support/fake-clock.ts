import type { Clock } from "../../src/base/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until `settle` jumps it to the next sleeper. */
export class FakeClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(now = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at: this.#now + ms,
        wake: () => {
          signal?.removeEventListener("abort", cut);
          resolve();
        },
      };
      const cut = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", cut, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Lets everything that needs no time happen. */
  async calm(): Promise<void> {
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  }

  /** Runs on, jumping from sleeper to sleeper, until the promise is settled; calls `each` at every jump. */
  async settle<T>(promise: Promise<T>, each: (now: number) => void = () => {}): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (let idle = 0; !settled; ) {
      await this.calm();
      if (settled) break;
      const next = this.#sleepers.reduce<Sleeper | null>((a, b) => (a === null || b.at < a.at ? b : a), null);
      if (next === null) {
        if (++idle > 50) throw new Error("nothing sleeps, and the promise does not settle");
        continue;
      }
      idle = 0;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      each(this.#now);
      next.wake();
    }
    return promise;
  }
}
