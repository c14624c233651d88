import { Fault } from "../../../base/fault.ts";
import { brokenSeal, type SealedMessage } from "../sealing.ts";
import { splitSealedToken } from "./cfx-token.ts";
import { bindingsOf, type GssapiCalls } from "./gssapi-calls.ts";
import type { Bindings, Handle } from "./gssapi-functions.ts";
import { gssapiError } from "./gssapi-status.ts";
import type { KerberosAccount, KerberosContext } from "./kerberos.ts";
import { KerberosError } from "./trouble.ts";

/** RFC 2744 appendix A; [MS-WSMV] 2.2.9.1.2 wants messages sealed and in order. */
const Flag = { mutual: 0x02, sequence: 0x08, sealed: 0x10, signed: 0x20 } as const;
const ASKED = Flag.mutual | Flag.sequence | Flag.sealed | Flag.signed;
const CONTINUE_NEEDED = 1;

/** What a context is made of. */
export interface GssapiContextOptions {
  readonly calls: GssapiCalls;
  readonly account: KerberosAccount;
  readonly credential: Handle;
  /** The computer's name, and the principal of its service. */
  readonly host: string;
  readonly service: string;
  readonly channelBinding: Buffer | null;
}

/** A security context of the initiator's, RFC 2743 2.2. */
export class GssapiContext implements KerberosContext {
  readonly #options: GssapiContextOptions;
  readonly #bindings: Bindings | null;
  #context: Handle | null = null;
  #complete = false;
  /** A call that another thread is busy with: what it uses must not be given back meanwhile. */
  #busy = false;
  #closed = false;

  constructor(options: GssapiContextOptions) {
    this.#options = options;
    this.#bindings = options.channelBinding === null ? null : bindingsOf(options.channelBinding);
  }

  get complete(): boolean {
    return this.#complete;
  }

  async step(token: Buffer | null): Promise<Buffer | null> {
    if (this.#closed || this.#complete || this.#busy) throw new Error("a step that does not belong here");
    const { calls, credential, service } = this.#options;
    const name = calls.importPrincipal(service);
    this.#busy = true;
    try {
      const state = { credential, context: this.#context, name, bindings: this.#bindings };
      const result = await calls.init({ ...state, flags: ASKED, token });
      this.#context = result.context;
      if (result.major === CONTINUE_NEEDED) return result.token;
      if (result.major !== 0) throw gssapiError(result.major, result.minor);
      if ((result.flags & ASKED) !== ASKED) throw new KerberosError("host-unproven");
      this.#complete = true;
      return result.token.length === 0 ? null : result.token;
    } finally {
      this.#busy = false;
      calls.releaseName(name);
      if (this.#closed) this.#release();
    }
  }

  verify(text: Buffer, signature: Buffer): boolean {
    return this.#options.calls.verifyMic(this.#whole(), text, signature);
  }

  seal(plain: Buffer): SealedMessage {
    const { token, sealed } = this.#wrap(plain);
    const message = sealed ? splitSealedToken(token, plain.length) : null;
    if (message === null) throw new KerberosError("encryption-type").toFault({ account: "", host: this.#options.host });
    return message;
  }

  /** A context may end before the conversation does, as its ticket does. */
  #wrap(plain: Buffer) {
    try {
      return this.#options.calls.wrap(this.#whole(), plain);
    } catch (error) {
      if (!(error instanceof KerberosError)) throw error;
      const { host } = this.#options;
      throw new Fault("INV510", `The logon at ${host} has run out.`, { cause: error, detail: error.status });
    }
  }

  unseal({ signature, data }: SealedMessage): Buffer {
    const context = this.#whole();
    try {
      const { plain, whole } = this.#options.calls.unwrap(context, Buffer.concat([signature, data]));
      if (whole) return plain;
    } catch (error) {
      if (!(error instanceof KerberosError)) throw error;
    }
    throw brokenSeal();
  }

  close(): void {
    this.#closed = true;
    if (!this.#busy) this.#release();
  }

  #whole(): Handle {
    if (!this.#complete || this.#context === null) throw new Error("a context that is not there");
    return this.#context;
  }

  #release(): void {
    if (this.#context !== null) this.#options.calls.deleteContext(this.#context);
    this.#context = null;
  }
}
