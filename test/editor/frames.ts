/** The base protocol of the Language Server Protocol 3.17, section 3: a header with a length, then JSON-RPC 2.0. */

/** A request, an answer or a notification. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A message as it goes over the wire. */
export function frame(message: Message): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const HEADER_END = "\r\n\r\n";

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  readonly #take: (message: Message) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(take: (message: Message) => void) {
    this.#take = take;
  }

  /** Takes the next bytes and hands on each message that they complete. */
  push(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const end = this.#rest.indexOf(HEADER_END);
      if (end < 0) return;
      const from = end + HEADER_END.length;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.toString("latin1", 0, end))?.[1]);
      if (!(this.#rest.length >= from + length)) return;
      const body = this.#rest.toString("utf8", from, from + length);
      this.#rest = this.#rest.subarray(from + length);
      this.#take(JSON.parse(body) as Message);
    }
  }
}
