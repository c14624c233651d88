import type { Socket } from "node:net";
import type { FaultCode } from "../base/codes/index.ts";
import { formatDuration } from "../base/duration.ts";
import { Fault } from "../base/fault.ts";
import type { ConnectionOptions } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import { dial } from "./dial.ts";
import { HttpLine } from "./http.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { ResolveName } from "./names.ts";
import { certificateOf, secure } from "./tls.ts";

/** Whom to talk to. */
export interface DoorstepOptions {
  readonly endpoint: ConnectionOptions["endpoint"];
  /** For name and connection together, and once more for each answer, in milliseconds. */
  readonly connectTimeoutMs: number;
  readonly resolver: ResolveName;
  readonly signal: AbortSignal;
}

/** Faults of a certificate that was shown. */
const SHOWN: ReadonlySet<FaultCode> = new Set(["INV411", "INV412", "INV413"]);

/** A question that needs no logon. */
export interface Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * What may be asked of a host before anybody logs on: one connection at a time, made anew where the host has ended it.
 * HTTP.sys answers most of it without asking anybody, so each answer has only as long as a connection.
 */
export class Doorstep {
  readonly #options: DoorstepOptions;
  #socket: Socket | null = null;
  #line: HttpLine | null = null;
  #certificate: Buffer | null = null;

  constructor(options: DoorstepOptions) {
    this.#options = options;
  }

  /** What TLS was secured with, as DER; null before, and without TLS. */
  get certificate(): Buffer | null {
    return this.#certificate;
  }

  /** Connects, and no more. */
  async knock(): Promise<void> {
    const { endpoint, connectTimeoutMs, resolver, signal } = this.#options;
    const { name, address, port } = endpoint;
    this.#socket = await dial({ name, address, port, connectTimeoutMs, resolve: resolver, signal });
    // Until it is spoken on, nobody else listens to its end.
    this.#socket.on("error", () => {});
  }

  /** Secures the connection, where the endpoint speaks TLS. */
  async secure(): Promise<void> {
    const { endpoint } = this.#options;
    if (this.#socket === null || this.#socket.destroyed) await this.knock();
    const socket = this.#socket as Socket;
    this.#socket = null;
    if (endpoint.tls) {
      const { name, serverName, fingerprint, ca } = endpoint;
      const who = { name, serverName: serverName ?? name, fingerprint, ca };
      const secured = await this.#timed((signal) => secure(socket, { ...who, client: null, signal }));
      this.#certificate = certificateOf(secured);
      this.#line = new HttpLine(secured, this.#lineOptions());
    } else {
      this.#line = new HttpLine(socket, this.#lineOptions());
    }
  }

  /** Asks, on the connection that stands or on a new one. */
  async ask({ headers, body }: Question): Promise<HttpAnswer> {
    if (this.#line?.usable !== true) await this.secure();
    const line = this.#line as HttpLine;
    return this.#timed((signal) => line.request({ headers, body, carriesMessage: false, signal }));
  }

  /** Whether the port answers a greeting of TLS with a certificate, whatever is to be thought of that. */
  async speaksTls(): Promise<boolean> {
    this.close();
    await this.knock();
    const socket = this.#socket as Socket;
    this.#socket = null;
    const { name } = this.#options.endpoint;
    const anyone = { name, serverName: name, fingerprint: null, ca: [], client: null };
    try {
      (await this.#timed((signal) => secure(socket, { ...anyone, signal }))).destroy();
      return true;
    } catch (fault) {
      return fault instanceof Fault && SHOWN.has(fault.code);
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#line?.close();
    this.#line = null;
  }

  #lineOptions(): ConstructorParameters<typeof HttpLine>[1] {
    const { name, port, tls } = this.#options.endpoint;
    return { name, port, tls, sent: () => {} };
  }

  async #timed<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { endpoint, connectTimeoutMs: timeoutMs, signal } = this.#options;
    const expired = () =>
      new Fault("INV427", `${endpoint.name} took the connection and was silent for ${formatDuration(timeoutMs)}.`);
    const limit = new Deadline({ signal, timeoutMs, expired });
    try {
      return await work(limit.signal);
    } finally {
      limit.end();
    }
  }
}
