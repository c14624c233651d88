import { randomUUID } from "node:crypto";

/** The streams that a text shell gives: [MS-WSMV] 2.2.4.37. */
export const outputStreams = ["stdout", "stderr"] as const;
/** One of them. */
export type OutputStream = (typeof outputStreams)[number];

/** A piece of output. */
export interface Chunk {
  readonly stream: OutputStream;
  readonly bytes: Buffer;
}

/** What was there to be fetched; `exitCode` is null while the command runs or has output left. */
export interface Taken {
  readonly chunks: readonly Chunk[];
  readonly exitCode: number | null;
}

/** What a console program that was interrupted ends with: STATUS_CONTROL_C_EXIT of [MS-ERREF]. */
const INTERRUPTED = -1_073_741_510;
/** Input that nobody reads is not kept without end. */
const MOST_INPUT_OCTETS = 1_048_576;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** One command of a shell: its input, its output until that is fetched, and how it ended. */
export class ShellCommand {
  readonly id = randomUUID().toUpperCase();
  readonly #stop = new AbortController();
  readonly #input: Buffer[] = [];
  #inputOctets = 0;
  #inputEnded = false;
  #output: Chunk[] = [];
  #exitCode: number | null = null;
  #told = false;
  readonly #waiting: Waiting[] = [];

  /** Aborted where the command is to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** There is output to fetch, or an end to tell. */
  get answerable(): boolean {
    return this.#output.length > 0 || (this.#exitCode !== null && !this.#told);
  }

  /** Its end was told: nothing will ever come of it again. */
  get over(): boolean {
    return this.#told;
  }

  /** Lets it run. `work` gives the exit code, and may reject only with the reason of the signal. */
  async run(work: Promise<number>): Promise<void> {
    this.#exitCode = await work.catch((reason: unknown) => {
      if (!this.signal.aborted) throw reason;
      return INTERRUPTED;
    });
    this.#wake();
  }

  write(stream: OutputStream, bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#output.push({ stream, bytes });
    this.#wake();
  }

  /** False where it is more than is kept. What comes after the end is left. */
  feed(bytes: Buffer, last: boolean): boolean {
    if (this.#inputEnded) return true;
    this.#inputOctets += bytes.length;
    if (this.#inputOctets > MOST_INPUT_OCTETS) return false;
    this.#input.push(bytes);
    this.#inputEnded = last;
    this.#wake();
    return true;
  }

  /** The whole input, once its end was sent. */
  async input(): Promise<Buffer> {
    while (!this.#inputEnded) await this.changed();
    return Buffer.concat(this.#input);
  }

  /** Output in its order, at most so many octets of it; and the end where nothing is left. */
  take(most: number): Taken {
    const chunks: Chunk[] = [];
    for (let room = most; room > 0 && this.#output.length > 0; ) {
      const { stream, bytes } = this.#output.shift() as Chunk;
      chunks.push({ stream, bytes: bytes.subarray(0, room) });
      if (bytes.length > room) this.#output.unshift({ stream, bytes: bytes.subarray(room) });
      room -= bytes.length;
    }
    this.#told = this.#output.length === 0 && this.#exitCode !== null;
    return { chunks, exitCode: this.#told ? this.#exitCode : null };
  }

  /** Resolves with the next output, input or end; rejects where the command is stopped. */
  changed(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) reject(this.signal.reason);
      else this.#waiting.push({ resolve, reject });
    });
  }

  stop(): void {
    this.#stop.abort();
    for (const { reject } of this.#waiting.splice(0)) reject(this.signal.reason);
  }

  #wake(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }
}
