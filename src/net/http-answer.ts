/** Reading answers: RFC 9112 (HTTP/1.1), for a client that is no proxy. What is in doubt is refused, not guessed at. */

/** One HTTP answer with its whole body. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** Each WWW-Authenticate header as it stood. */
  readonly authenticate: readonly string[];
  /** The host's own time as it says it, RFC 9110 6.6.1; left out where it does not. */
  readonly date?: string;
  /** What it says it is, RFC 9110 10.2.4; left out where it does not. Decides nothing. */
  readonly server?: string;
  readonly body: Buffer;
}

/** What stands before the body. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType: string | null;
  readonly authenticate: readonly string[];
  readonly date: string | null;
  readonly server: string | null;
  /** In lower case; null where the body is as it is. */
  readonly contentEncoding: string | null;
  /** How the body ends: after so many bytes, in chunks, or with the connection. */
  readonly ends: number | "chunked" | "close";
  /** The connection may be used again. */
  readonly keepsAlive: boolean;
}

/** Why an answer is not read: it is not HTTP, or there is more of it than any host has to say. */
export class UnreadableAnswer extends Error {
  readonly why: "malformed" | "too-large";

  constructor(why: UnreadableAnswer["why"]) {
    super(why);
    this.why = why;
  }
}

/** RFC 9112 4: the reason may be empty, and Windows leaves the space before it. */
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/**
 * RFC 9110 5.1 and 5.5; a folded line (RFC 9112 5.2) has no name and is none. The blanks around a value are taken off
 * afterwards: an expression that did so would try them in every way where something wrong follows them.
 */
const FIELD = /^([!#$%&'*+.^_`|~\w-]+):([\t\x20-\x7e\x80-\xff]*)$/;
const LENGTH = /^\d{1,15}$/;

/** Reads the lines before the empty one, in Latin-1. Throws UnreadableAnswer. */
export function readHead(text: string): AnswerHead {
  const [first = "", ...lines] = text.split("\r\n");
  const start = STATUS_LINE.exec(first) ?? malformed();
  const status = Number(start[2]);
  const named = new Map<string, string>();
  const authenticate: string[] = [];
  for (const line of lines) {
    const field = FIELD.exec(line) ?? malformed();
    const name = (field[1] as string).toLowerCase();
    const value = trimmed(field[2] as string);
    if (name === "www-authenticate") authenticate.push(value);
    const before = named.get(name);
    if (before === undefined) named.set(name, value);
    else if (name === "content-length" || name === "transfer-encoding") malformed();
    else if (name === "connection") named.set(name, `${before},${value}`);
  }
  const encoding = named.get("content-encoding")?.toLowerCase() ?? "identity";
  const ends = endOf(status, named);
  const options = (named.get("connection") ?? "")
    .toLowerCase()
    .split(",")
    .map((option) => option.trim());
  const lasting = start[1] === "1" ? !options.includes("close") : options.includes("keep-alive");
  return {
    status,
    contentType: named.get("content-type") ?? null,
    authenticate,
    date: named.get("date") ?? null,
    server: named.get("server") ?? null,
    contentEncoding: encoding === "identity" ? null : encoding,
    ends,
    keepsAlive: lasting && ends !== "close",
  };
}

/** Without the spaces and tabs around it; `trim` would take a no-break space as well. */
function trimmed(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isBlank(value.charCodeAt(from))) from += 1;
  while (to > from && isBlank(value.charCodeAt(to - 1))) to -= 1;
  return value.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** RFC 9112 6.3. A length beside a transfer coding is how messages are smuggled, and any coding but one is unknown. */
function endOf(status: number, named: ReadonlyMap<string, string>): AnswerHead["ends"] {
  const length = named.get("content-length");
  const coding = named.get("transfer-encoding")?.toLowerCase();
  if (length !== undefined && (coding !== undefined || !LENGTH.test(length))) malformed();
  if (coding !== undefined && coding !== "chunked") malformed();
  if (status < 200 || status === 204 || status === 304) return 0;
  return coding === undefined ? (length === undefined ? "close" : Number(length)) : "chunked";
}

/** Throws UnreadableAnswer. */
export function malformed(): never {
  throw new UnreadableAnswer("malformed");
}
