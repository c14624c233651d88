import { type FileHandle, open } from "node:fs/promises";
import { eventLines, streamHead } from "../report/event-lines.ts";
import type { Journal } from "./journal.ts";
import { say } from "./say.ts";

/** Takes bytes; resolves when it has them all. Rejects with EPIPE where nobody reads them any more. */
export type Sink = (bytes: Buffer) => Promise<void>;

/** A sitting whose events are streamed. */
export interface Followed {
  readonly run: string;
  readonly tool: string;
}

/** So much of a journal is read at one time; a line that is longer is read whole. */
const PIECE = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * Streams events as they are journalled. They are read back from the journal, so that a reader that is slow or stands
 * still costs no memory and does not hold the run up, and misses nothing. When the run is over the process goes on until
 * the reader has all, or goes away.
 */
export class EventStream {
  readonly #sink: Sink;
  /** What was begun before: the streams of several runs come one after the other. */
  #before: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Streams the events that a journal is given from now on. Call what it returns once the journal is closed. */
  follow(journal: Journal, of: Followed): () => void {
    const tail = new Tail(journal);
    const head = streamHead({ ...of, from: journal.next });
    this.#before = this.#before.then(() => this.#pass(head, tail));
    return () => tail.end();
  }

  /** Never rejects: nobody waits for it. */
  async #pass(head: string, tail: Tail): Promise<void> {
    if (this.#broken) return;
    try {
      await this.#sink(Buffer.from(head));
      for await (const lines of tail.lines()) await this.#sink(Buffer.from(eventLines(lines)));
    } catch (error) {
      this.#broken = true;
      const { code = "unknown error" } = error as NodeJS.ErrnoException;
      // Windows says EOF of a pipe whose reader has gone.
      if (code !== "EPIPE" && code !== "EOF")
        say(`The events are streamed no further (${code}). The journal has them all.`);
    }
  }
}

/** The end of a journal that grows. */
class Tail {
  readonly #journal: Journal;
  #at: number;
  #ended = false;
  #wake: () => void = () => {};

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#at = journal.bytes;
    journal.observe(() => this.#wake());
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Whole lines with their line feeds, some at a time, until the journal has ended. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    const file = await open(this.#journal.path, "r");
    try {
      for (;;) {
        while (this.#at < this.#journal.bytes) yield await this.#some(file);
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      await file.close();
    }
  }

  async #some(file: FileHandle): Promise<string> {
    for (let length = PIECE; ; length *= 2) {
      const piece = Buffer.alloc(Math.min(length, this.#journal.bytes - this.#at));
      const { bytesRead } = await file.read(piece, 0, piece.length, this.#at);
      const end = piece.lastIndexOf(LINE_FEED, bytesRead - 1) + 1;
      if (end > 0) {
        this.#at += end;
        return piece.toString("utf8", 0, end);
      }
      // What is journalled ends with a line feed: somebody has changed the file.
      if (piece.length < length)
        throw Object.assign(new Error("a line has no end"), { code: "the journal was changed" });
    }
  }
}
