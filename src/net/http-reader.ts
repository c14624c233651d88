import { type AnswerHead, type HttpAnswer, malformed, readHead, UnreadableAnswer } from "./http-answer.ts";
import { ChunkedBody, Pile } from "./http-body.ts";

/** Windows answers with 500 KB at most by default (MaxEnvelopeSizekb, [MS-WSMV] 2.2.4.43); room for any sensible setting. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
/** Of everything before the body, interim answers included. */
const MOST_HEADER_BYTES = 32 * 1024;

const START = Buffer.from("HTTP/1.", "latin1");
const HEAD_END = "\r\n\r\n";

/** One answer, read as its bytes come: RFC 9112. Throws UnreadableAnswer from then on where it cannot be one. */
export class AnswerReader {
  readonly #before = new Pile(MOST_HEADER_BYTES + MOST_ANSWER_BYTES);
  #seen = 0;
  #headBytes = 0;
  #head: AnswerHead | null = null;
  #body: Pile | ChunkedBody = new Pile(MOST_ANSWER_BYTES);
  #surplus = false;

  /** What stands before the body, once it is whole. */
  get head(): AnswerHead | null {
    return this.#head;
  }

  /** Bytes came that belong to no answer that was asked for. */
  get surplus(): boolean {
    return this.#surplus;
  }

  /** The bytes that came before a head was whole: what they look like tells what is speaking. */
  get first(): Buffer {
    return this.#before.bytes;
  }

  /** Takes bytes in; the answer, once it is whole. */
  take(bytes: Buffer): HttpAnswer | null {
    return this.#head === null ? this.#readHead(bytes) : this.#readBody(this.#head, bytes);
  }

  /** The connection has ended: the answer where that is its end, else null. */
  end(): HttpAnswer | null {
    return this.#head?.ends === "close" ? this.#answer(this.#head) : null;
  }

  #readHead(bytes: Buffer): HttpAnswer | null {
    this.#before.add(bytes);
    const all = this.#before.bytes;
    const isNew = all.length - bytes.length < START.length;
    if (isNew && !all.subarray(0, START.length).equals(START.subarray(0, all.length))) malformed();
    const end = all.indexOf(HEAD_END, this.#seen, "latin1");
    this.#seen = Math.max(0, all.length - HEAD_END.length + 1);
    if (this.#headBytes + (end === -1 ? all.length : end) > MOST_HEADER_BYTES) throw new UnreadableAnswer("too-large");
    if (end === -1) return null;
    const head = readHead(all.toString("latin1", 0, end));
    const rest = all.subarray(end + HEAD_END.length);
    if (head.status < 200) return this.#afterInterim(head, rest);
    this.#head = head;
    if (head.ends === "chunked") this.#body = new ChunkedBody(MOST_ANSWER_BYTES);
    else if (head.ends !== "close" && head.ends > MOST_ANSWER_BYTES) throw new UnreadableAnswer("too-large");
    return this.#readBody(head, rest);
  }

  /** RFC 9110 15.2: an interim answer says nothing. Changing the protocol was not asked for. */
  #afterInterim({ status }: AnswerHead, rest: Buffer): HttpAnswer | null {
    if (status === 101) malformed();
    this.#headBytes += this.#before.length - rest.length;
    this.#before.clear();
    this.#seen = 0;
    return rest.length === 0 ? null : this.#readHead(rest);
  }

  #readBody(head: AnswerHead, bytes: Buffer): HttpAnswer | null {
    const body = this.#body;
    if (body instanceof ChunkedBody) {
      if (body.take(bytes) < bytes.length) this.#surplus = true;
      return body.whole ? this.#answer(head) : null;
    }
    if (head.ends === "close") {
      body.add(bytes);
      return null;
    }
    const left = (head.ends as number) - body.length;
    if (bytes.length > left) this.#surplus = true;
    if (left > 0) body.add(bytes.length > left ? bytes.subarray(0, left) : bytes);
    return body.length === head.ends ? this.#answer(head) : null;
  }

  #answer({ status, contentType, authenticate, date, server }: AnswerHead): HttpAnswer {
    const body = this.#body.bytes;
    const said = { ...(date !== null && { date }), ...(server !== null && { server }) };
    return { status, contentType, authenticate, ...said, body };
  }
}
