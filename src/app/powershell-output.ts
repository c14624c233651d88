import { StringDecoder } from "node:string_decoder";
import { MOST_OUTPUT, type ScriptResult } from "../model/script.ts";
import { readExitCode } from "../steps/powershell-line.ts";

/** A piece of output as winrm-client hands it on. */
export interface Piece {
  readonly name: string;
  /** Base64. */
  readonly content: string;
  readonly end?: boolean;
}

/** What the end of a stream is looked through for, in characters: more than the line that tells the exit code. */
const TAIL = 256;

/** Collects what a script writes, as far as it is kept, until its end is told. */
export class ScriptOutput {
  readonly #word: string;
  readonly #stdout = new Stream();
  readonly #stderr = new Stream();

  /** `word` begins the line that tells the exit code. */
  constructor(word: string) {
    this.#word = word;
  }

  add(pieces: readonly Piece[]): void {
    for (const { name, content, end = false } of pieces) {
      const stream = name === "stderr" ? this.#stderr : this.#stdout;
      if (end) stream.ended = true;
      else stream.add(decode(content));
    }
  }

  /** Everything was told: both streams have ended. */
  get complete(): boolean {
    return this.#stdout.ended && this.#stderr.ended;
  }

  /** Null where the exit code was not told, or not yet. */
  result(): ScriptResult | null {
    const { tail, length } = this.#stdout;
    const end = readExitCode(tail, this.#word);
    if (end === null) return null;
    const written = length - tail.length + end.at;
    const stdout = this.#stdout.head.slice(0, written);
    const { head: stderr } = this.#stderr;
    const truncated = written > stdout.length || this.#stderr.length > stderr.length;
    return { exitCode: end.exitCode, stdout, stderr, truncated };
  }
}

/** The beginning and the end of what was written to one stream. */
class Stream {
  head = "";
  tail = "";
  length = 0;
  ended = false;
  readonly #decoder = new StringDecoder("utf8");

  add(bytes: Buffer): void {
    const text = this.#decoder.write(bytes);
    this.length += text.length;
    this.head += text.slice(0, MOST_OUTPUT - this.head.length);
    this.tail = (this.tail + text).slice(-TAIL);
  }
}

/** Where a stream's element holds no text winrm-client writes this; base64 it can never be. */
const NO_TEXT = "[object Object]";

function decode(content: string): Buffer {
  return content === NO_TEXT ? Buffer.alloc(0) : Buffer.from(content, "base64");
}
