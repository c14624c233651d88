import { Fault } from "../../../base/fault.ts";
import { brokenSeal, type SealedMessage } from "../sealing.ts";
import type { KerberosContext } from "./kerberos.ts";
import type { SspiFunctions } from "./sspi-functions.ts";
import { BufferType, channelBindingsOf, type Memory, newHandle, type Part, Sizes, secBuffers } from "./sspi-layout.ts";
import { Status, sspiError } from "./sspi-status.ts";
import { KerberosError } from "./trouble.ts";
import { elsewhere } from "./turns.ts";

/** Flags of InitializeSecurityContextW, sspi.h: ISC_REQ_*, and ISC_RET_* of the same values. */
const Flag = { mutual: 0x02, replay: 0x04, sequence: 0x08, sealed: 0x10, signed: 0x1_0000 } as const;
const ASKED = Flag.mutual | Flag.replay | Flag.sequence | Flag.sealed | Flag.signed;
const SECURITY_NETWORK_DREP = 0;
const SECPKG_ATTR_SIZES = 0;
/** What DecryptMessage says of a message that was only signed. */
const SECQOP_WRAP_NO_ENCRYPT = 0x8000_0001;
/** RFC 4121 4.2.6.2, TOK_ID: a sealed message in the form that AES has, and no other. */
const TOK_ID_WRAP = 0x0504;

/** What a context is made of. */
export interface SspiContextOptions {
  readonly functions: SspiFunctions;
  readonly memory: Memory;
  /** Whoever frees the credential waits for this to be gone; null where the caller sees to it. */
  readonly account: object | null;
  /** A CredHandle. */
  readonly credential: Buffer;
  /** The most that a token can have, in bytes. */
  readonly maxTokenBytes: number;
  /** The computer's name, and the principal of its service. */
  readonly host: string;
  readonly service: string;
  readonly channelBinding: Buffer | null;
}

/** A security context of the client's with package Kerberos. Not tried on Windows yet. */
export class SspiContext implements KerberosContext {
  readonly #options: SspiContextOptions;
  readonly #bindings: readonly Part[];
  #context: Buffer | null = null;
  #complete = false;
  /** A call that another thread is busy with: what it uses must not be given back meanwhile. */
  #busy = false;
  #closed = false;

  constructor(options: SspiContextOptions) {
    const { channelBinding: bound } = options;
    this.#options = options;
    this.#bindings = bound === null ? [] : [{ type: BufferType.channelBindings, bytes: channelBindingsOf(bound) }];
  }

  get complete(): boolean {
    return this.#complete;
  }

  async step(token: Buffer | null): Promise<Buffer | null> {
    if (this.#closed || this.#complete || this.#busy) throw new Error("a step that does not belong here");
    const { functions, memory, credential, service, maxTokenBytes } = this.#options;
    const given = token === null ? [] : [{ type: BufferType.token, bytes: Buffer.from(token) }];
    const parts = [...given, ...this.#bindings];
    const input = parts.length === 0 ? null : secBuffers(parts, memory).descriptor;
    const output = secBuffers([{ type: BufferType.token, bytes: Buffer.alloc(maxTokenBytes) }], memory);
    const context = this.#context ?? newHandle();
    const granted = Buffer.alloc(4);
    const expiry = Buffer.alloc(8);
    this.#busy = true;
    try {
      const status = await elsewhere(functions.initialize, [
        ...[credential, this.#context, service, ASKED, 0, SECURITY_NETWORK_DREP, input, 0],
        ...[context, output.descriptor, granted, expiry],
      ]);
      if (status !== Status.ok && status !== Status.continueNeeded) throw sspiError(status);
      this.#context = context;
      const answer = output.contentOf(0);
      if (status === Status.continueNeeded) return answer;
      if ((granted.readUInt32LE() & ASKED) !== ASKED) throw new KerberosError("host-unproven");
      this.#complete = true;
      return answer === null || answer.length === 0 ? null : answer;
    } finally {
      this.#busy = false;
      if (this.#closed) this.#release();
    }
  }

  verify(text: Buffer, signature: Buffer): boolean {
    const { functions } = this.#options;
    const message = this.#copied([BufferType.data, text], [BufferType.token, signature]);
    return functions.verifySignature(this.#whole(), message.descriptor, 0, Buffer.alloc(4)) === Status.ok;
  }

  seal(plain: Buffer): SealedMessage {
    const { functions, host } = this.#options;
    const context = this.#whole();
    const sizes = Buffer.alloc(Sizes.bytes);
    this.#inForce(functions.query(context, SECPKG_ATTR_SIZES, sizes));
    const message = this.#copied(
      [BufferType.token, Buffer.alloc(sizes.readUInt32LE(Sizes.trailer))],
      [BufferType.data, plain],
      [BufferType.padding, Buffer.alloc(sizes.readUInt32LE(Sizes.block))],
    );
    this.#inForce(functions.encrypt(context, 0, message.descriptor, 0));
    const [signature, data, padding] = [0, 1, 2].map((part) => message.contentOf(part));
    const isCfx = signature && signature.length >= 2 && signature.readUInt16BE() === TOK_ID_WRAP;
    if (!isCfx || data?.length !== plain.length || padding?.length !== 0)
      throw new KerberosError("encryption-type").toFault({ account: "", host });
    return { signature, data };
  }

  unseal({ signature, data }: SealedMessage): Buffer {
    const { functions } = this.#options;
    const message = this.#copied([BufferType.token, signature], [BufferType.data, data]);
    const quality = Buffer.alloc(4);
    const status = functions.decrypt(this.#whole(), message.descriptor, 0, quality);
    const plain = message.contentOf(1);
    if (status !== Status.ok || quality.readUInt32LE() === SECQOP_WRAP_NO_ENCRYPT || plain === null) throw brokenSeal();
    return plain;
  }

  close(): void {
    this.#closed = true;
    if (!this.#busy) this.#release();
  }

  /** Messages are worked on where they lie, so these are copies. */
  #copied(...parts: readonly (readonly [type: number, bytes: Buffer])[]) {
    return secBuffers(
      parts.map(([type, bytes]) => ({ type, bytes: Buffer.from(bytes) })),
      this.#options.memory,
    );
  }

  /** A context may end before the conversation does, as its ticket does. */
  #inForce(status: number): void {
    if (status === Status.ok) return;
    const cause = sspiError(status);
    throw new Fault("INV510", `The logon at ${this.#options.host} has run out.`, { cause, detail: cause.status });
  }

  #whole(): Buffer {
    if (!this.#complete || this.#context === null) throw new Error("a context that is not there");
    return this.#context;
  }

  #release(): void {
    if (this.#context !== null) this.#options.functions.deleteContext(this.#context);
    this.#context = null;
  }
}
