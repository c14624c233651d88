import { setMaxListeners } from "node:events";
import type { StopReason } from "../model/event.ts";

/**
 * The wish that a run end early. `soon`: requests in flight end, waits are cut, nothing new begins but the force that a
 * reset calls for. `atOnce`: every connection is cut.
 */
export class Stop {
  readonly #soon = new AbortController();
  readonly #atOnce = new AbortController();
  readonly #listeners = new Set<() => void>();
  #reason: StopReason | null = null;

  constructor() {
    // Every exchange under way listens; their number is bounded by the run's concurrency, not by Node's guess.
    setMaxListeners(0, this.#atOnce.signal);
  }

  get soon(): boolean {
    return this.#reason !== null;
  }

  get atOnce(): boolean {
    return this.#atOnce.signal.aborted;
  }

  /** Aborted when the run is to end at once; cuts exchanges. */
  get cut(): AbortSignal {
    return this.#atOnce.signal;
  }

  /** Why, once there is a reason. The first one stays. */
  get reason(): StopReason | null {
    return this.#reason;
  }

  /** The first call stops soon, the second at once. */
  request(reason: StopReason): void {
    if (this.#reason === null) {
      this.#reason = reason;
      this.#soon.abort();
    } else if (!this.#atOnce.signal.aborted) {
      this.#atOnce.abort(new Error("the run was stopped at once"));
    }
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls back at each request, until the returned function is called. One place for all who rest. */
  onRequest(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
