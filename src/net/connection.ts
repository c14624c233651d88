import type { Socket } from "node:net";
import type { Credential } from "../base/credential.ts";
import { formatDuration } from "../base/duration.ts";
import { type Delivery, Fault } from "../base/fault.ts";
import type { LogonGate } from "../base/logon-gate.ts";
import type { RandomBytes } from "./auth/ntlm-logon.ts";
import { Deadline, delivered } from "./deadline.ts";
import { dial } from "./dial.ts";
import { HttpLine } from "./http.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { ComputerNames } from "./identity.ts";
import { type LoggedOn, type Logon, type LogonKind, type LogonPast, logOn, type OpenLine } from "./logon.ts";
import { nameResolver, type ResolveName } from "./names.ts";
import type { Message } from "./negotiate.ts";
import { readReply } from "./reply.ts";
import { asksForCertificate, certificateOf, type SecureOptions, secure } from "./tls.ts";
import type { PostOptions, Reply, Transport } from "./transport.ts";

/** Whom to talk to, as whom, and how. */
export interface ConnectionOptions {
  readonly endpoint: {
    /** The target's name: stands in Host, in the TLS certificate and in NTLM's target name. */
    readonly name: string;
    /** What to dial: a host name or an IP address. */
    readonly address: string;
    readonly port: number;
    readonly tls: boolean;
    /** The name that certificates must be for, such as a gateway's; null for the target's own. */
    readonly serverName: string | null;
    /** SHA-256 of the only certificate to accept, 64 small hexadecimal digits; null for any that is trusted. */
    readonly fingerprint: string | null;
    /** PEM texts of authorities trusted beside Node's and the operating system's. */
    readonly ca: readonly string[];
  };
  readonly auth: LogonKind;
  /** Of the kind that `auth` takes. */
  readonly credential: Credential;
  readonly gate: LogonGate;
  /** Throws a Fault where another computer answers; asked with the names of the NTLM challenge, before the proof is sent. */
  readonly checkIdentity: (names: ComputerNames) => void;
  /** For name and connection together; and once more for the first word on it. */
  readonly connectTimeoutMs: number;
  readonly resolver?: ResolveName;
  readonly random?: RandomBytes;
  /** Left out for WinRM. */
  readonly web?: WebService;
}

/** A web service instead of WinRM: what a request is for, by whether it carries the message, and how answers are read. */
export interface WebService {
  asks(carriesMessage: boolean): string;
  read(answer: HttpAnswer): Reply;
}

let usualResolver: ResolveName | undefined;

/** A conversation with one computer. Nothing is opened before the first post. */
export function connect(options: ConnectionOptions): Transport {
  return new Connection(options);
}

class Connection implements Transport {
  readonly #options: ConnectionOptions;
  readonly #past: LogonPast = { shortRefused: false };
  #current: LoggedOn | null = null;
  #logon: Logon | null = null;
  #deadline: Deadline | null = null;
  #closed = false;
  #requests = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get requests(): number {
    return this.#requests;
  }

  get logon(): Logon | null {
    return this.#logon;
  }

  get connected(): boolean {
    return this.#current?.line.usable ?? false;
  }

  async post(body: Buffer, contentType: string, options: PostOptions): Promise<Reply> {
    if (this.#closed) throw new Error("post on a closed connection");
    if (this.#deadline !== null) throw new Error("post while another is under way");
    const { name } = this.#options.endpoint;
    const { signal, timeoutMs, operationMs = timeoutMs, repeatable } = options;
    const expired = () => new Fault("INV407", `${name} did not answer within ${formatDuration(operationMs)}.`);
    const deadline = new Deadline({ signal, timeoutMs, expired });
    this.#deadline = deadline;
    try {
      return await this.#exchange({ body, contentType }, { deadline, repeatable });
    } catch (error) {
      this.rest();
      throw error;
    } finally {
      deadline.end();
      this.#deadline = null;
    }
  }

  rest(): void {
    this.#current?.line.close();
    this.#current?.sealing?.close?.();
    this.#current = null;
  }

  close(): void {
    this.#closed = true;
    this.#deadline?.abort(new Fault("INV901", "The connection was given up."));
    this.rest();
  }

  async #exchange(message: Message, { deadline, repeatable }: { deadline: Deadline; repeatable: boolean }) {
    const current = this.#current;
    if (current === null || !current.line.usable) return this.#fresh(message, deadline);
    try {
      return await this.#send(current, message, deadline.signal);
    } catch (error) {
      if (!(error instanceof Fault) || deadline.signal.aborted || !mayResend(error, repeatable)) throw error;
      return this.#fresh(message, deadline).catch((again) => {
        throw again instanceof Fault ? delivered(again, furthest(error.delivered, again.delivered)) : again;
      });
    }
  }

  /** On a new connection with a new logon. */
  async #fresh(message: Message, deadline: Deadline): Promise<Reply> {
    this.rest();
    const { auth, credential, gate, checkIdentity, endpoint, random } = this.#options;
    if ((auth === "basic" || auth === "certificate") && !endpoint.tls) {
      const kind = auth === "basic" ? "Basic" : "a certificate";
      throw new Fault("INV504", `No logon at ${endpoint.name}: ${kind} goes over TLS alone.`);
    }
    const { signal } = deadline;
    const { current, answer, logon } = await logOn({
      open: async () => this.#secure(await this.#dial(signal), { client: null, signal }),
      dial: () => this.#dial(signal),
      secure: (plain, client, limit) => this.#secure(plain, { client, signal: limit }),
      auth,
      credential,
      gate,
      checkIdentity,
      name: endpoint.name,
      random,
      past: this.#past,
      message,
      firstWordMs: this.#options.connectTimeoutMs,
      deadline,
    });
    this.#current = current;
    this.#logon = logon;
    if (answer === null) return this.#send(current, message, deadline.signal);
    return this.#read(answer, current);
  }

  async #send(current: LoggedOn, message: Message, signal: AbortSignal): Promise<Reply> {
    const answer = await current.line.request({ ...current.dress(message), carriesMessage: true, signal });
    return this.#read(answer, current);
  }

  #read(answer: HttpAnswer, { sealing }: LoggedOn): Reply {
    const { web, endpoint } = this.#options;
    return web === undefined ? readReply(answer, { name: endpoint.name, sealing }) : web.read(answer);
  }

  #dial(signal: AbortSignal): Promise<Socket> {
    const { endpoint, connectTimeoutMs, resolver } = this.#options;
    const { name, address, port } = endpoint;
    usualResolver ??= nameResolver();
    return dial({ name, address, port, connectTimeoutMs, resolve: resolver ?? usualResolver, signal });
  }

  async #secure(plain: Socket, { client, signal }: Pick<SecureOptions, "client" | "signal">): Promise<OpenLine> {
    const { name, port, tls, ca, fingerprint, serverName } = this.#options.endpoint;
    const sent = () => {
      this.#requests++;
    };
    const nobody = () => false;
    if (!tls) return { line: new HttpLine(plain, { name, port, tls, sent }), certificate: null, asks: nobody };
    const secured = await secure(plain, { name, serverName: serverName ?? name, fingerprint, ca, client, signal });
    const { web } = this.#options;
    const asks = web === undefined ? {} : { asks: (carriesMessage: boolean) => web.asks(carriesMessage) };
    const line = new HttpLine(secured, { name, port, tls, sent, ...asks });
    return { line, certificate: certificateOf(secured), asks: () => asksForCertificate(secured) };
  }
}

/** On a connection that was used before: whether to build it anew and send the message again. */
function mayResend({ code, delivered }: Fault, repeatable: boolean): boolean {
  // INV510: a 401, which is said before anything is done; INV425 and INV406: the host lost the connection or its state.
  if (code === "INV510") return true;
  return (code === "INV406" || code === "INV425") && (repeatable || delivered === "no");
}

const ORDER: readonly Delivery[] = ["no", "yes", "maybe"];

/** Of two tries, what must be said of both. */
function furthest(first: Delivery, second: Delivery): Delivery {
  return ORDER.indexOf(first) > ORDER.indexOf(second) ? first : second;
}
