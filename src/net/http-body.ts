import { malformed, UnreadableAnswer } from "./http-answer.ts";

/** Bytes that come in pieces, kept in one place that doubles as it fills, so that a drip of single bytes costs no more. */
export class Pile {
  #bytes: Buffer = NOTHING;
  #length = 0;
  readonly #most: number;

  /** Throws UnreadableAnswer beyond `most` bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#length;
  }

  /** What came so far: a view. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#bytes = NOTHING;
    this.#length = 0;
  }

  /** The first piece is kept as it is, without a copy. */
  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (length > this.#most) throw new UnreadableAnswer("too-large");
    if (this.#length === 0) this.#bytes = piece;
    else {
      if (length > this.#bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
        this.#bytes.copy(larger, 0, 0, this.#length);
        this.#bytes = larger;
      }
      piece.copy(this.#bytes, this.#length);
    }
    this.#length = length;
  }
}

const NOTHING = Buffer.alloc(0);

/** A size in hexadecimal, and extensions that nobody knows: RFC 9112 7.1.1. */
const CHUNK_SIZE = /^([0-9A-Fa-f]{1,8})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/;
/** Of one line between chunks, and of all trailers together. */
const MOST_LINE_BYTES = 4_096;

/** A body in chunks: RFC 9112 7.1. Trailers are read and dropped. */
export class ChunkedBody {
  readonly #body: Pile;
  #line = "";
  #left = 0;
  #state: "size" | "data" | "after" | "trailers" | "whole" = "size";
  #trailerBytes = 0;

  constructor(most: number) {
    this.#body = new Pile(most);
  }

  get bytes(): Buffer {
    return this.#body.bytes;
  }

  get whole(): boolean {
    return this.#state === "whole";
  }

  /** Takes bytes in; gives how many of them belonged to the body. */
  take(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.#state !== "whole") {
      at = this.#state === "data" ? this.#data(bytes, at) : this.#lines(bytes, at);
    }
    return at;
  }

  #data(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#body.add(bytes.subarray(at, end));
    this.#left -= end - at;
    if (this.#left === 0) this.#state = "after";
    return end;
  }

  #lines(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed + 1;
    this.#line += bytes.toString("latin1", at, end);
    if (this.#line.length > MOST_LINE_BYTES) malformed();
    if (feed === -1) return end;
    if (!this.#line.endsWith("\r\n")) malformed();
    const line = this.#line.slice(0, -2);
    this.#line = "";
    this.#next(line);
    return end;
  }

  #next(line: string): void {
    if (this.#state === "size") {
      this.#left = Number.parseInt((CHUNK_SIZE.exec(line) ?? malformed())[1] as string, 16);
      this.#state = this.#left === 0 ? "trailers" : "data";
    } else if (this.#state === "after") {
      if (line !== "") malformed();
      this.#state = "size";
    } else {
      this.#trailerBytes += line.length;
      if (this.#trailerBytes > MOST_LINE_BYTES) malformed();
      if (line === "") this.#state = "whole";
    }
  }
}
