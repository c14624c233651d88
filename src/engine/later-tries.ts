import type { Clock } from "../base/clock.ts";
import type { TargetPast } from "./past.ts";
import type { Turn } from "./rollout.ts";

/** An unreachable target that is set aside until it is tried again. */
export interface LaterTry extends Turn {
  readonly past: TargetPast;
}

/** The pause between tries, and when there are no more; on `clock.now()`, in milliseconds. */
export interface LaterTriesOptions {
  readonly pauseMs: number;
  readonly until: number;
  readonly clock: Clock;
  /** Called when one of them is due. */
  onDue(): void;
}

/** Those who are tried again, in the order in which they are due: the pause is the same for all, so that is a queue. */
export class LaterTries {
  readonly #options: LaterTriesOptions | null;
  readonly #queue: { readonly dueAt: number; readonly turn: LaterTry }[] = [];
  readonly #over = new AbortController();
  #asleep = false;

  /** Null where nobody is tried again. */
  constructor(options: LaterTriesOptions | null) {
    this.#options = options;
  }

  get size(): number {
    return this.#queue.length;
  }

  /** A target that ends now would have another try before the window ends. */
  get allowed(): boolean {
    if (this.#options === null || this.#over.signal.aborted) return false;
    const { clock, pauseMs, until } = this.#options;
    return clock.now() + pauseMs < until;
  }

  /** Somebody is due. */
  get due(): boolean {
    const first = this.#queue[0];
    return first !== undefined && this.#options !== null && first.dueAt <= this.#options.clock.now();
  }

  setAside(turn: LaterTry): void {
    if (this.#options === null) throw new Error("nobody is tried again in this run");
    this.#queue.push({ dueAt: this.#options.clock.now() + this.#options.pauseMs, turn });
    this.#sleep(this.#options);
  }

  /** The next that is due, or null. */
  take(): LaterTry | null {
    if (!this.due) return null;
    const first = this.#queue.shift();
    if (this.#options !== null) this.#sleep(this.#options);
    return first?.turn ?? null;
  }

  /** Takes away those who are not to be tried again after all. */
  withdraw(leaves: (turn: LaterTry) => boolean): readonly LaterTry[] {
    const gone = this.#queue.filter(({ turn }) => leaves(turn)).map(({ turn }) => turn);
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter(({ turn }) => !leaves(turn)));
    return gone;
  }

  /** Nobody is tried again from now on. */
  end(): void {
    this.#over.abort();
  }

  /** One timer for all of them. */
  #sleep(options: LaterTriesOptions): void {
    const first = this.#queue[0];
    if (this.#asleep || first === undefined || this.#over.signal.aborted) return;
    this.#asleep = true;
    options.clock.sleep(Math.max(0, first.dueAt - options.clock.now()), this.#over.signal).then(
      () => {
        this.#asleep = false;
        options.onDue();
      },
      () => {},
    );
  }
}
