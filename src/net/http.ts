import http, { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { isIPv6, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Delivery, Fault } from "../base/fault.ts";
import { delivered } from "./deadline.ts";

/** One HTTP answer with its whole body. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** Each WWW-Authenticate header as it stood. */
  readonly authenticate: readonly string[];
  readonly body: Buffer;
}

/** One request: a POST to /wsman. */
export interface HttpRequest {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** Whether the body is, or holds, the message: only then may the host have acted on what was sent. */
  readonly carriesMessage: boolean;
  readonly signal: AbortSignal;
}

/** Windows answers with 500 KB at most by default (MaxEnvelopeSizekb, [MS-WSMV] 2.2.4.43); room for any sensible setting. */
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
const MOST_HEADER_BYTES = 32 * 1024;

/** The ports that a Host header leaves out. */
const DEFAULT_PORTS = { plain: 80, tls: 443 } as const;

/** An agent that knows one connection and never makes another, so that a logon cannot move to a socket that lacks it. */
class OneSocketAgent extends http.Agent {
  #socket: Socket | null;

  constructor(socket: Socket) {
    super({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
    this.#socket = socket;
  }

  override createConnection(
    _options: unknown,
    done: (error: Error | null, socket: Duplex) => void,
  ): Duplex | undefined {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) return socket;
    done(Object.assign(new Error("the connection is gone"), { code: "ECONNRESET" }), undefined as never);
    return undefined;
  }
}

/** `name` and `port` make the Host header; they need not be what was dialled. */
export interface LineOptions {
  readonly name: string;
  readonly port: number;
  readonly tls: boolean;
  /** Told of each request. */
  sent(): void;
}

/** HTTP/1.1 over one connection that stands already. Strictly serial. */
export class HttpLine {
  readonly #socket: Socket;
  readonly #agent: OneSocketAgent;
  readonly #name: string;
  readonly #host: string;
  readonly #sent: () => void;

  constructor(socket: Socket, { name, port, tls, sent }: LineOptions) {
    this.#sent = sent;
    this.#socket = socket;
    this.#agent = new OneSocketAgent(socket);
    this.#name = name;
    const usual = port === (tls ? DEFAULT_PORTS.tls : DEFAULT_PORTS.plain);
    const host = isIPv6(name) ? `[${name.replace(/%.*$/, "")}]` : name;
    this.#host = usual ? host : `${host}:${port}`;
    // Between two requests nobody else listens; the loss shows in `usable`.
    socket.on("error", () => {});
  }

  /** Whether another request may be sent: the connection stands, and nothing came that was not asked for. */
  get usable(): boolean {
    const socket = this.#socket;
    return !socket.destroyed && socket.writable && !socket.readableEnded && socket.readableLength === 0;
  }

  /** Sends a request and reads its whole answer. Rejects with a Fault that says how far the message got. */
  request({ headers, body, carriesMessage, signal }: HttpRequest): Promise<HttpAnswer> {
    const left: Delivery = carriesMessage ? "maybe" : "no";
    return new Promise((resolve, reject) => {
      const request = http.request({
        agent: this.#agent,
        method: "POST",
        path: "/wsman",
        setHost: false,
        maxHeaderSize: MOST_HEADER_BYTES,
        headers: { Host: this.#host, ...headers, "Content-Length": body.length, "Accept-Encoding": "identity" },
      });
      let answered = false;
      const fail = (fault: Fault) => {
        signal.removeEventListener("abort", cut);
        request.destroy();
        this.close();
        reject(fault);
      };
      const cut = () => fail(delivered(signal.reason, left));
      request.on("error", (error: HttpError) => fail(requestFault(error, { name: this.#name, left })));
      request.on("close", () => {
        if (!answered) fail(this.#lost(left));
      });
      request.on("response", (response) => {
        answered = true;
        this.#read(response, left).then((answer) => {
          signal.removeEventListener("abort", cut);
          resolve(answer);
        }, fail);
      });
      if (signal.aborted) {
        fail(delivered(signal.reason, "no"));
        return;
      }
      signal.addEventListener("abort", cut, { once: true });
      this.#sent();
      request.end(body);
    });
  }

  /** Gives the connection up. */
  close(): void {
    this.#agent.destroy();
    this.#socket.destroy();
  }

  #lost(left: Delivery, cause?: Error): Fault {
    return new Fault("INV406", `The connection to ${this.#name} was lost.`, { cause, delivered: left });
  }

  #read(response: IncomingMessage, left: Delivery): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const { headers } = response;
      const coding = headers["content-encoding"];
      if (coding !== undefined && coding.toLowerCase() !== "identity") {
        reject(
          new Fault("INV409", `${this.#name} sent a compressed answer, which was not asked for.`, { delivered: left }),
        );
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_ANSWER_BYTES) reject(tooLarge(this.#name, left));
        else chunks.push(chunk);
      });
      response.on("error", (error) => reject(this.#lost(left, error)));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: headers["content-type"] ?? null,
          authenticate: response.headersDistinct["www-authenticate"] ?? [],
          body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes),
        }),
      );
    });
  }
}

interface HttpError extends NodeJS.ErrnoException {
  /** What the parser could not read. */
  readonly rawPacket?: Buffer;
}

/** What a failed request means; from the parser (HPE_…), the connection, or the agent. */
function requestFault(error: HttpError, { name, left }: { name: string; left: Delivery }): Fault {
  const { code = "", syscall, rawPacket } = error;
  if (code === "HPE_HEADER_OVERFLOW") return tooLarge(name, left);
  if (code.startsWith("HPE_")) {
    // A TLS record: alert or handshake, version 3.x (RFC 8446 5.1).
    const secured = rawPacket !== undefined && (rawPacket[0] === 0x15 || rawPacket[0] === 0x16) && rawPacket[1] === 3;
    return secured
      ? new Fault("INV416", `${name} speaks TLS where plain HTTP was expected.`, { cause: error, delivered: "no" })
      : new Fault("INV409", `What ${name} sent is no HTTP.`, { cause: error, delivered: left });
  }
  // A write that the kernel refused because the peer had gone: the request never was whole on its way.
  const unsent = code === "EPIPE" && syscall === "write";
  return new Fault("INV406", `The connection to ${name} was lost.`, { cause: error, delivered: unsent ? "no" : left });
}

function tooLarge(name: string, left: Delivery): Fault {
  return new Fault("INV408", `The answer of ${name} is too large to be believed.`, { delivered: left });
}
