import { setMaxListeners } from "node:events";
import type { StopReason } from "../model/event.ts";

/**
 * What holds a run back, the strictest first. `stopping`: requests in flight end, waits are cut, nothing new begins but
 * the force that a reset calls for. `window-ended`: nothing that changes is sent, waits read on. `braked`: no target
 * and no changing step begins, but for that force; waits run to their end. `none`: nothing does.
 */
export type Hold = "stopping" | "window-ended" | "braked" | "none";

/** The wish that a run end early. `soon`: the hold is `stopping`. `atOnce`: every connection is cut as well. */
export class Stop {
  readonly #soon = new AbortController();
  readonly #atOnce = new AbortController();
  readonly #listeners = new Set<() => void>();
  #reason: StopReason | null = null;
  #braked = false;
  #windowEnded = false;

  constructor() {
    // Every exchange under way listens; their number is bounded by the run's concurrency, not by Node's guess.
    setMaxListeners(0, this.#atOnce.signal);
  }

  get soon(): boolean {
    return this.#reason !== null;
  }

  get hold(): Hold {
    if (this.#reason !== null) return "stopping";
    if (this.#windowEnded) return "window-ended";
    return this.#braked ? "braked" : "none";
  }

  /** After the window's end nothing that changes may be sent. */
  get windowEnded(): boolean {
    return this.#windowEnded;
  }

  get braked(): boolean {
    return this.#braked;
  }

  brake(): void {
    this.#braked = true;
  }

  endWindow(): void {
    this.#windowEnded = true;
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
