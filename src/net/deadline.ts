import { systemClock } from "../base/clock.ts";
import { type Delivery, Fault } from "../base/fault.ts";

/** What bounds a piece of work. */
export interface DeadlineOptions {
  /** Whoever asked for the work may end it. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** The fault of running out of time. */
  expired(): Fault;
}

/** Time allowed for a piece of work, as a signal that aborts with a Fault. Must be ended. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #expired: () => Fault;
  #leftMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ signal, timeoutMs, expired }: DeadlineOptions) {
    this.#outer = signal;
    this.#expired = expired;
    this.#leftMs = timeoutMs;
    signal.addEventListener("abort", this.#stop, { once: true });
    if (signal.aborted) this.#stop();
    else this.resume();
  }

  readonly #stop = () => {
    const { reason } = this.#outer;
    this.abort(
      reason instanceof Fault
        ? delivered(reason, "no")
        : new Fault("INV901", "The run was stopped.", { cause: reason }),
    );
  };

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds left, never below 1. */
  get leftMs(): number {
    const running = this.#timer === undefined ? 0 : systemClock.monotonic() - this.#since;
    return Math.max(1, this.#leftMs - running);
  }

  /** Stops the clock while the work waits for its turn. */
  pause(): void {
    this.#leftMs = this.leftMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Lets the clock run again. */
  resume(): void {
    if (this.#timer !== undefined || this.signal.aborted) return;
    this.#since = systemClock.monotonic();
    this.#timer = setTimeout(() => this.abort(this.#expired()), this.#leftMs);
  }

  /** Ends the work at once. */
  abort(fault: Fault): void {
    this.end();
    this.#controller.abort(fault);
  }

  /** The work is done; nothing stays behind. */
  end(): void {
    this.#outer.removeEventListener("abort", this.#stop);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** Rejects as soon as the signal aborts, else as the work does. Late results are dropped. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(signal.reason);
    if (signal.aborted) cut();
    else signal.addEventListener("abort", cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cut));
  });
}

/** The same fault with another word on how far the message got. */
export function delivered(fault: Fault, delivery: Delivery): Fault {
  if (fault.delivered === delivery) return fault;
  const { code, message, hint, detail } = fault;
  return new Fault(code, message, {
    hint,
    cause: fault,
    delivered: delivery,
    ...(detail === undefined ? {} : { detail }),
  });
}
