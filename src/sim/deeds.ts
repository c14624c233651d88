import type { Clock } from "../base/clock.ts";

/** What can be done to a simulated client. */
export type DeedName =
  | "connection"
  | "request"
  | "logon"
  | "refused"
  | "identify"
  | "read"
  | "query"
  | "delete"
  | "trigger"
  | "invoke"
  | "shell"
  | "command"
  | "fault";

/** One thing that was done, for the truth. */
export interface Deed {
  /** Milliseconds since the fleet started. */
  readonly ms: number;
  readonly deed: DeedName;
  /** Which connection of this client it came over, counted from 1. */
  readonly connection: number;
  /** What it was done to, or by whom: a row's path, a query, a schedule id, an account, a shell, a command line. */
  readonly subject?: string;
  /** What came of it: `done`, `absent`, `queued`, `dropped`, or why it was refused. */
  readonly result?: string;
}

/** The deeds of one client, in order. */
export class Deeds {
  readonly list: Deed[] = [];
  readonly counts: Partial<Record<DeedName, number>> = {};
  readonly #clock: Clock;
  readonly #start: number;
  #connections = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.monotonic();
  }

  /** Notes a new connection and gives its number. */
  connect(): number {
    this.#connections += 1;
    this.note(this.#connections, { deed: "connection" });
    return this.#connections;
  }

  note(connection: number, what: Pick<Deed, "deed" | "subject" | "result">): void {
    const ms = Math.round(this.#clock.monotonic() - this.#start);
    this.list.push({ ms, connection, ...what });
    this.counts[what.deed] = (this.counts[what.deed] ?? 0) + 1;
  }
}
