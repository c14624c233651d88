/** A web service behind a logon of Windows: RFC 9110 over one connection with TLS, RFC 4559 for the logon. */
import type { Credential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import type { LogonGate } from "../base/logon-gate.ts";
import { connect } from "./connection.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { LogonKind } from "./logon.ts";
import type { ResolveName } from "./names.ts";
import type { Reply, Transport } from "./transport.ts";

/** Which service, and as whom. */
export interface WebOptions {
  /** The name that its certificate must be for, and its port. */
  readonly host: string;
  readonly port: number;
  /** A host name or an IP address; the host where left out. */
  readonly address?: string;
  /** PEM texts of authorities trusted beside the usual ones. */
  readonly ca: readonly string[];
  readonly auth: LogonKind;
  readonly credential: Credential;
  readonly gate: LogonGate;
  readonly connectTimeoutMs: number;
  /** A path that is there and costs little: it is what tokens are sent to that carry no question. */
  readonly doorstep: string;
  readonly resolver?: ResolveName;
}

/** One answer, whatever its status: redirections are not followed. */
export interface WebAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** The host's own time, in milliseconds since 1970; null where it says none. */
  readonly date: number | null;
  /** Empty where a logon got no further than this status. */
  readonly body: Buffer;
}

/** Bounds of one question. */
export interface WebLimits {
  readonly signal: AbortSignal;
  /** With everything it needs: the name, connecting, logging on. */
  readonly timeoutMs: number;
}

/** What a status without a word about it becomes on the way: net/answers.ts. */
const STATUS_CODES: readonly string[] = ["INV420", "INV421", "INV422", "INV423", "INV424", "INV425", "INV426"];
const NOTHING = Buffer.alloc(0);

/** A conversation with one web service; strictly serial, on one connection that is made anew where it was lost. */
export class WebService {
  readonly #transport: Transport;
  readonly #doorstep: string;
  #path: string;
  #answer: HttpAnswer | null = null;

  constructor({ host, port, address = host, ca, doorstep, ...options }: WebOptions) {
    this.#doorstep = doorstep;
    this.#path = doorstep;
    this.#transport = connect({
      ...options,
      endpoint: { name: host, address, port, tls: true, serverName: null, fingerprint: null, ca },
      // The certificate says whose computer it is; its own names may be others than the service's.
      checkIdentity: () => {},
      web: {
        asks: (carriesMessage) => `GET ${carriesMessage ? this.#path : this.#doorstep}`,
        read: (answer) => this.#read(answer),
      },
    });
  }

  /** HTTP requests sent so far, logons included. */
  get requests(): number {
    return this.#transport.requests;
  }

  /** Asks for a path with its query, both encoded. Throws a Fault where there is no answer or no logon. */
  async get(path: string, { signal, timeoutMs }: WebLimits): Promise<WebAnswer> {
    this.#path = path;
    this.#answer = null;
    try {
      await this.#transport.post(NOTHING, "application/json", { signal, timeoutMs, repeatable: true });
      return this.#taken();
    } catch (fault) {
      const status = fault instanceof Fault && STATUS_CODES.includes(fault.code) ? fault.detail?.status : undefined;
      if (typeof status !== "number") throw fault;
      return { status, contentType: null, date: null, body: NOTHING };
    }
  }

  close(): void {
    this.#transport.close();
  }

  #read(answer: HttpAnswer): Reply {
    const { status, contentType, body } = answer;
    if (status === 401) {
      throw new Fault("INV510", "The service no longer accepts the logon of this connection.", { delivered: "no" });
    }
    this.#answer = answer;
    return { status, contentType, body };
  }

  #taken(): WebAnswer {
    if (this.#answer === null) throw new Error("an answer that nobody read");
    const { status, contentType, date, body } = this.#answer;
    const ms = date === undefined ? Number.NaN : Date.parse(date);
    this.#answer = null;
    return { status, contentType, date: Number.isNaN(ms) ? null : ms, body };
  }
}
