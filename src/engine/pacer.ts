import type { Clock } from "../base/clock.ts";
import type { Limit } from "../model/runbook.ts";

/** Spaces starts evenly: so many a minute, never two at once, and no burst after a lull. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;

  constructor(ratePerMinute: Limit, clock: Clock) {
    this.#intervalMs = ratePerMinute === "unlimited" ? 0 : 60_000 / ratePerMinute;
    this.#clock = clock;
  }

  /** Resolves when the next start is due; false where the signal says first that there will be none. */
  async due(none: AbortSignal): Promise<boolean> {
    const ms = this.#last + this.#intervalMs - this.#clock.monotonic();
    if (ms <= 0 || none.aborted) return !none.aborted;
    try {
      await this.#clock.sleep(ms, none);
      return true;
    } catch (reason) {
      if (!none.aborted) throw reason;
      return false;
    }
  }

  /** Marks a start. The next is due an interval after this one was, so that rounding does not slow the run down. */
  started(): void {
    const now = this.#clock.monotonic();
    const ideal = this.#last + this.#intervalMs;
    this.#last = now - ideal < this.#intervalMs ? Math.max(ideal, now - this.#intervalMs) : now;
  }
}
