import { type FileHandle, open, truncate } from "node:fs/promises";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { CHAIN_START, chainEvent, type Event, type EventBody } from "../model/event.ts";
import type { JournalEnd } from "./read-journal.ts";

/** Where a journal lies, and who is told when it fails. */
export interface JournalOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Called once, when the file can no longer be written. */
  readonly onFailure: (fault: Fault) => void;
}

/** The event that the next is chained to. */
type Behind = Omit<JournalEnd, "torn">;

const NOTHING: Behind = { events: 0, head: CHAIN_START, bytes: 0 };

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (fault: Fault) => void;
}

/**
 * The file that is the run: one chained event a line. Lines are written in groups; whoever must be sure that an event
 * is on disk waits with all the others for one fdatasync. Observers see an event only once it is written.
 */
export class Journal {
  readonly #file: FileHandle;
  readonly #options: JournalOptions;
  readonly #observers: ((event: Event) => void)[] = [];
  #events: Event[] = [];
  #lines: string[] = [];
  #waiters: Waiter[] = [];
  #seq: number;
  #head: string;
  #bytes: number;
  #flushing: Promise<void> | null = null;
  #failure: Fault | null = null;

  /** Goes on behind the last event of a file that is open for appending. */
  constructor(file: FileHandle, options: JournalOptions, { events, head, bytes }: Behind = NOTHING) {
    this.#file = file;
    this.#options = options;
    this.#seq = events;
    this.#head = head;
    this.#bytes = bytes;
  }

  /** Begins a new journal. Fails where the file is there already. */
  static async create(options: JournalOptions): Promise<Journal> {
    return new Journal(await open(options.path, "ax", 0o600), options);
  }

  /** Goes on with a journal that was read. A torn last line is cut off first. */
  static async resume(options: JournalOptions, end: JournalEnd): Promise<Journal> {
    if (end.torn > 0) await truncate(options.path, end.bytes);
    return new Journal(await open(options.path, "a", 0o600), options, end);
  }

  get path(): string {
    return this.#options.path;
  }

  /** How many bytes of the file are events that observers have been, or are being, told. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the next event. */
  get next(): number {
    return this.#seq;
  }

  observe(observer: (event: Event) => void): void {
    this.#observers.push(observer);
  }

  record(body: EventBody): void {
    const time = new Date(this.#options.clock.now()).toISOString();
    const { event, line } = chainEvent(body, this.#seq++, time, this.#head);
    this.#head = event.hash;
    this.#events.push(event);
    this.#lines.push(line);
    this.#flushing ??= this.#flush();
  }

  recordFirst(body: EventBody): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    this.record(body);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#lines.length > 0) {
      const events = this.#events;
      const waiters = this.#waiters;
      const lines = Buffer.from(`${this.#lines.join("\n")}\n`);
      this.#events = [];
      this.#lines = [];
      this.#waiters = [];
      const failure = await this.#write(lines, waiters.length > 0);
      for (const event of events) for (const observer of this.#observers) observer(event);
      for (const waiter of waiters) {
        if (failure === null) waiter.resolve();
        else waiter.reject(failure);
      }
    }
    this.#flushing = null;
  }

  /** After a failure nothing more is written: a journal with a hole would lie. What happens is still shown. */
  async #write(lines: Buffer, durably: boolean): Promise<Fault | null> {
    if (this.#failure !== null) return this.#failure;
    try {
      await this.#file.appendFile(lines);
      if (durably) await this.#file.datasync();
      this.#bytes += lines.length;
      return null;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      this.#failure = new Fault(
        "INV904",
        `The journal ${this.#options.path} can no longer be written (${code ?? "unknown error"}).`,
        { cause },
      );
      this.#options.onFailure(this.#failure);
      return this.#failure;
    }
  }
}
