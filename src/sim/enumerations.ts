import { randomUUID } from "node:crypto";
import type { Clock } from "../base/clock.ts";
import type { Markup } from "../wsman/markup.ts";

/** One enumeration that has items left. */
interface Enumeration {
  readonly items: readonly Markup[];
  next: number;
  touched: number;
}

/** EnumerationTimeoutms of a default Windows host, in milliseconds. */
const IDLE_MS = 240_000;

/** The open enumerations of one host: WS-Enumeration 3.2 to 3.4. An idle one is forgotten. */
export class Enumerations {
  readonly #open = new Map<string, Enumeration>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many have items left that nobody fetched or released. */
  get open(): number {
    return this.#open.size;
  }

  /** Keeps the items and gives the context by which they are asked for. */
  begin(items: readonly Markup[]): string {
    const context = `uuid:${randomUUID().toUpperCase()}`;
    this.#open.set(context, { items, next: 0, touched: this.#clock.monotonic() });
    return context;
  }

  /** The next items, as many as fit; null where the context is not known. `done`: none are left. */
  take(
    context: string,
    { most, characters }: { readonly most: number; readonly characters: number },
  ): { readonly items: readonly Markup[]; readonly done: boolean } | null {
    const enumeration = this.#open.get(context);
    if (enumeration === undefined) return null;
    const now = this.#clock.monotonic();
    const idle = now - enumeration.touched;
    enumeration.touched = now;
    if (idle > IDLE_MS) {
      this.#open.delete(context);
      return null;
    }
    const items: Markup[] = [];
    for (let room = characters; enumeration.next < enumeration.items.length && items.length < most; ) {
      const item = enumeration.items[enumeration.next] as Markup;
      room -= item.toString().length;
      if (room < 0 && items.length > 0) break;
      items.push(item);
      enumeration.next += 1;
    }
    const done = enumeration.next === enumeration.items.length;
    if (done) this.#open.delete(context);
    return { items, done };
  }

  /** False where the context is not known. */
  release(context: string): boolean {
    return this.#open.delete(context);
  }
}
