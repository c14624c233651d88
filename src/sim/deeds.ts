import type { Clock } from "../base/clock.ts";
import type { TroubleShape } from "./trouble.ts";

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
  /** What became of the answer to the message that asked for it, where that was in trouble. */
  readonly answer?: TroubleShape;
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

  /** Milliseconds since the fleet started. */
  now(): number {
    return Math.round(this.#clock.monotonic() - this.#start);
  }

  /** Notes a new connection and gives its number. */
  connect(): number {
    this.#connections += 1;
    this.note(this.#connections, { deed: "connection" });
    return this.#connections;
  }

  /** Notes that the answer to whatever was done since there were so many deeds is in trouble. */
  spoil(since: number, answer: TroubleShape): void {
    for (let at = since; at < this.list.length; at += 1) this.list[at] = { ...(this.list[at] as Deed), answer };
  }

  note(connection: number, what: Pick<Deed, "deed" | "subject" | "result">): void {
    this.list.push({ ms: this.now(), connection, ...what });
    this.counts[what.deed] = (this.counts[what.deed] ?? 0) + 1;
  }
}
