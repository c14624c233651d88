import { isIPv6, type Socket } from "node:net";
import { type Delivery, Fault } from "../base/fault.ts";
import { delivered } from "./deadline.ts";
import { type HttpAnswer, UnreadableAnswer } from "./http-answer.ts";
import { AnswerReader } from "./http-reader.ts";

/** One request: a POST to /wsman, where the line is for nothing else. */
export interface HttpRequest {
  /** Beside Host, Content-Length, Accept-Encoding and Connection. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body is, or holds, the message: only then may the host have acted on what was sent. */
  readonly carriesMessage: boolean;
  readonly signal: AbortSignal;
}

/** The ports that a Host header leaves out. */
const DEFAULT_PORTS = { plain: 80, tls: 443 } as const;

/** What no field may hold, line ends above all: RFC 9110 5.5. */
const NO_FIELD_TEXT = /[^\t\x20-\x7e\x80-\xff]/;

/** `name` and `port` make the Host header; they need not be what was dialled. */
export interface LineOptions {
  readonly name: string;
  readonly port: number;
  readonly tls: boolean;
  /** What a request is for, such as `GET /x`, by whether it carries the message or a token alone; POST /wsman where left out. */
  readonly asks?: (carriesMessage: boolean) => string;
  /** Told of each request. */
  sent(): void;
}

/** [MS-WSMV] 2.1: the one thing that WinRM is asked for. */
const WSMAN = "POST /wsman";
/** RFC 9112 3.2.1: a method, and a target that was encoded before. */
const ASKED = /^(GET|POST) \/[\x21-\x7e]*$/;

/** A request whose answer is not whole yet. */
interface Exchange {
  readonly reader: AnswerReader;
  readonly left: Delivery;
  resolve(answer: HttpAnswer): void;
  reject(fault: Fault): void;
}

/**
 * HTTP/1.1 over one connection that stands already, RFC 9112. Strictly serial. Our own instead of Node's: a logon
 * belongs to a connection, which nobody else may choose, and a request costs a third.
 */
export class HttpLine {
  readonly #socket: Socket;
  readonly #name: string;
  readonly #host: string;
  readonly #asks: (carriesMessage: boolean) => string;
  readonly #sent: () => void;
  #exchange: Exchange | null = null;
  #usable = true;

  constructor(socket: Socket, { name, port, tls, asks = () => WSMAN, sent }: LineOptions) {
    this.#sent = sent;
    this.#asks = asks;
    this.#socket = socket;
    this.#name = name;
    const usual = port === (tls ? DEFAULT_PORTS.tls : DEFAULT_PORTS.plain);
    const host = isIPv6(name) ? `[${name.replace(/%.*$/, "")}]` : name;
    this.#host = field("Host", usual ? host : `${host}:${port}`);
    socket.on("data", (bytes: Buffer) => this.#take(bytes));
    socket.on("end", () => this.#ended());
    socket.on("error", (error) => this.#fail((left) => socketFault(error, { name, left })));
    socket.on("close", () => this.#ended());
  }

  /** Whether another request may be sent: the connection stands, and nothing came that was not asked for. */
  get usable(): boolean {
    return this.#usable && !this.#socket.destroyed && this.#socket.writable;
  }

  /** Sends a request and reads its whole answer. Rejects with a Fault that says how far the message got. */
  request({ headers, body, carriesMessage, signal }: HttpRequest): Promise<HttpAnswer> {
    const left: Delivery = carriesMessage ? "maybe" : "no";
    const head = this.#head(this.#asks(carriesMessage), headers, body.length);
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        this.close();
        reject(delivered(signal.reason, "no"));
        return;
      }
      if (!this.usable) {
        this.close();
        reject(lost(this.#name, "no"));
        return;
      }
      const cut = () => this.#fail((left) => delivered(signal.reason, left));
      const settled = () => {
        signal.removeEventListener("abort", cut);
        this.#exchange = null;
      };
      this.#exchange = {
        reader: new AnswerReader(),
        left,
        resolve(answer) {
          settled();
          resolve(answer);
        },
        reject(fault) {
          settled();
          reject(fault);
        },
      };
      signal.addEventListener("abort", cut, { once: true });
      this.#sent();
      this.#socket.write(Buffer.concat([Buffer.from(head, "latin1"), body]));
    });
  }

  /** Gives the connection up. */
  close(): void {
    this.#usable = false;
    this.#socket.destroy();
  }

  #head(asked: string, headers: Readonly<Record<string, string>>, length: number): string {
    if (!ASKED.test(asked)) throw new Error("the request would be for what no request may be for");
    let head = `${asked} HTTP/1.1\r\n${this.#host}`;
    for (const name in headers) head += field(name, headers[name] as string);
    // RFC 9110 8.6: none where there is no content and none is expected.
    if (length > 0 || asked.startsWith("POST")) head += `Content-Length: ${length}\r\n`;
    return `${head}Accept-Encoding: identity\r\nConnection: keep-alive\r\n\r\n`;
  }

  #take(bytes: Buffer): void {
    const exchange = this.#exchange;
    // Nobody asked for these bytes: whatever comes next could be mistaken for an answer.
    if (exchange === null) this.close();
    else this.#read(exchange, bytes);
  }

  #read(exchange: Exchange, bytes: Buffer): void {
    const { reader } = exchange;
    try {
      const answer = reader.take(bytes);
      if ((reader.head?.contentEncoding ?? null) !== null) this.#fail((left) => compressed(this.#name, left));
      else if (answer !== null) this.#done(exchange, answer);
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      this.#fail((left) => unreadable(error, { name: this.#name, left, first: reader.first }));
    }
  }

  #ended(): void {
    const answer = this.#exchange?.reader.end() ?? null;
    if (this.#exchange !== null && answer !== null) this.#done(this.#exchange, answer);
    else this.#fail((left) => lost(this.#name, left));
  }

  #done(exchange: Exchange, answer: HttpAnswer): void {
    if (exchange.reader.surplus || exchange.reader.head?.keepsAlive !== true) this.close();
    exchange.resolve(answer);
  }

  /** The end of the connection, and of the exchange under way. */
  #fail(fault: (left: Delivery) => Fault): void {
    const exchange = this.#exchange;
    this.close();
    exchange?.reject(fault(exchange.left));
  }
}

function field(name: string, value: string): string {
  if (NO_FIELD_TEXT.test(value)) throw new Error(`the header ${name} would hold what no header may`);
  return `${name}: ${value}\r\n`;
}

/** Where and how far a message got. */
interface Place {
  readonly name: string;
  readonly left: Delivery;
}

function lost(name: string, left: Delivery, cause?: Error): Fault {
  return new Fault("INV406", `The connection to ${name} was lost.`, { cause, delivered: left });
}

function socketFault(error: NodeJS.ErrnoException, { name, left }: Place): Fault {
  // A write that the kernel refused because the peer had gone: the request never was whole on its way.
  const unsent = error.code === "EPIPE" && error.syscall === "write";
  return lost(name, unsent ? "no" : left, error);
}

function unreadable(error: UnreadableAnswer, { name, left, first }: Place & { readonly first: Buffer }): Fault {
  if (error.why === "too-large") {
    return new Fault("INV408", `The answer of ${name} is too large to be believed.`, { delivered: left });
  }
  // A TLS record: alert or handshake, version 3.x (RFC 8446 5.1).
  const secured = (first[0] === 0x15 || first[0] === 0x16) && first[1] === 3;
  return secured
    ? new Fault("INV416", `${name} speaks TLS where plain HTTP was expected.`, { cause: error, delivered: "no" })
    : new Fault("INV409", `What ${name} sent is no HTTP.`, { cause: error, delivered: left });
}

function compressed(name: string, left: Delivery): Fault {
  return new Fault("INV409", `${name} sent a compressed answer, which was not asked for.`, { delivered: left });
}
