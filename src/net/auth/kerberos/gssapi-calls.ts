import type { Bindings, GivenBuffer, GssapiFunctions, Handle, Oid, TakenBuffer } from "./gssapi-functions.ts";
import type { Koffi } from "./gssapi-load.ts";
import { gssapiError } from "./gssapi-status.ts";
import { elsewhere } from "./turns.ts";

/** Calls of GSSAPI, RFC 2744 5: what goes in is copied, what comes out is given back to the library. */

type Cell<T> = [T];

const NOTHING: GivenBuffer = { length: 0, value: null };
const oid = (hex: string): Oid => ({ length: hex.length / 2, elements: Buffer.from(hex, "hex") });
/** 1.2.840.113554.1.2.2, RFC 1964 1. */
const KRB5 = oid("2a864886f712010202");
/** GSS_KRB5_NT_PRINCIPAL_NAME of RFC 1964 2.1.1, 1.2.840.113554.1.2.2.1: taken as it stands, without DNS. */
const PRINCIPAL_NAME = oid("2a864886f71201020201");
const KRB5_ALONE = { count: 1, elements: [KRB5] };
/** GSS_C_INDEFINITE and GSS_C_INITIATE, RFC 2744 appendix A. */
const INDEFINITE = 0xffff_ffff;
const INITIATE = 1;
/** RFC 2744 3.9.1: what stands above is an error, what stands below a remark. */
const ERRORS = 0xffff_0000;
/** No token and no message is longer; a ticket with all the groups of a user comes to 64 KB. */
const MOST_BYTES = 1 << 26;

/** What one asks of gss_init_sec_context. */
export interface InitArguments {
  readonly credential: Handle;
  readonly context: Handle | null;
  readonly name: Handle;
  readonly flags: number;
  readonly bindings: Bindings | null;
  readonly token: Buffer | null;
}

/** What it gave. */
export interface InitResult {
  readonly major: number;
  readonly minor: number;
  readonly context: Handle | null;
  readonly token: Buffer;
  readonly flags: number;
}

/** The bindings of a channel of TLS, RFC 5929. */
export function bindingsOf(applicationData: Buffer): Bindings {
  const types = { initiator_addrtype: 0, acceptor_addrtype: 0 } as const;
  const addresses = { initiator_address: NOTHING, acceptor_address: NOTHING };
  return { ...types, ...addresses, application_data: given(applicationData) };
}

function given(bytes: Buffer | null): GivenBuffer {
  return bytes === null ? NOTHING : { length: bytes.length, value: bytes };
}

/** The calls that a logon needs. They throw a KerberosError where the library says no, unless they say otherwise. */
export class GssapiCalls {
  readonly #koffi: Koffi;
  readonly #functions: GssapiFunctions;

  constructor(koffi: Koffi, functions: GssapiFunctions) {
    this.#koffi = koffi;
    this.#functions = functions;
  }

  /** gss_import_name of a principal. */
  importPrincipal(principal: string): Handle {
    const minor: Cell<number> = [0];
    const name: Cell<Handle | null> = [null];
    check(this.#functions.importName(minor, given(Buffer.from(principal)), PRINCIPAL_NAME, name), minor);
    return name[0] as Handle;
  }

  releaseName(name: Handle): void {
    this.#functions.releaseName([0], [name]);
  }

  releaseCredential(credential: Handle): void {
    this.#functions.releaseCredential([0], [credential]);
  }

  deleteContext(context: Handle): void {
    this.#functions.deleteContext([0], [context], null);
  }

  /** gss_acquire_cred from the usual cache. */
  acquireUsual(name: Handle | null): Promise<Handle | null> {
    return this.#acquire(this.#functions.acquire, [name, INDEFINITE, KRB5_ALONE, INITIATE]);
  }

  /** gss_acquire_cred_with_password; null where the library has none. */
  acquireWithPassword(name: Handle, password: Buffer): Promise<Handle | null> {
    const { acquireWithPassword } = this.#functions;
    return this.#acquire(acquireWithPassword, [name, given(password), INDEFINITE, KRB5_ALONE, INITIATE]);
  }

  /** gss_acquire_cred_from; null where the library has none. */
  acquireFrom(name: Handle | null, store: Readonly<Record<string, string>>): Promise<Handle | null> {
    const elements = Object.entries(store).map(([key, value]) => ({ key, value }));
    const from = { count: elements.length, elements };
    return this.#acquire(this.#functions.acquireFrom, [name, INDEFINITE, KRB5_ALONE, INITIATE, from]);
  }

  async #acquire(call: GssapiFunctions["acquireFrom"], wanted: readonly unknown[]): Promise<Handle | null> {
    if (call === null) return null;
    const minor: Cell<number> = [0];
    const credential: Cell<Handle | null> = [null];
    check(await elsewhere(call, [minor, ...wanted, credential, null, [0]]), minor);
    return credential[0];
  }

  /** gss_inquire_cred: how long the tickets are good, in seconds. */
  async lifetime(credential: Handle): Promise<number> {
    const minor: Cell<number> = [0];
    const seconds: Cell<number> = [0];
    const call = this.#functions.inquireCredential;
    check(await elsewhere(call, [minor, credential, null, seconds, null, null]), minor);
    return seconds[0];
  }

  /** gss_init_sec_context. Does not throw: what it gives beside an error has to be given back as well. */
  async init({ credential, context, name, flags, bindings, token }: InitArguments): Promise<InitResult> {
    const minor: Cell<number> = [0];
    const same: Cell<Handle | null> = [context];
    const output: TakenBuffer = {};
    const granted: Cell<number> = [0];
    const major = await elsewhere(this.#functions.init, [
      ...[minor, credential, same, name, KRB5, flags, 0, bindings, token === null ? null : given(token)],
      ...[null, output, granted, [0]],
    ]);
    return { major, minor: minor[0], context: same[0], token: this.#take(output), flags: granted[0] };
  }

  /** gss_wrap; `sealed` is false where the library only signed. */
  wrap(context: Handle, plain: Buffer): { readonly token: Buffer; readonly sealed: boolean } {
    const minor: Cell<number> = [0];
    const sealed: Cell<number> = [0];
    const output: TakenBuffer = {};
    const major = this.#functions.wrap(minor, context, 1, 0, given(plain), sealed, output) as number;
    const token = this.#take(output);
    check(major, minor);
    return { token, sealed: sealed[0] !== 0 };
  }

  /** gss_unwrap; `whole` is false where it was not sealed, or not the next in order. */
  unwrap(context: Handle, token: Buffer): { readonly plain: Buffer; readonly whole: boolean } {
    const minor: Cell<number> = [0];
    const sealed: Cell<number> = [0];
    const output: TakenBuffer = {};
    const major = this.#functions.unwrap(minor, context, given(token), output, sealed, [0]) as number;
    const plain = this.#take(output);
    check(major, minor);
    return { plain, whole: major === 0 && sealed[0] !== 0 };
  }

  /** gss_verify_mic. */
  verifyMic(context: Handle, text: Buffer, mic: Buffer): boolean {
    return this.#functions.verifyMic([0], context, given(text), given(mic), [0]) === 0;
  }

  /** The bytes of a buffer of the library's, which gets it back. */
  #take(buffer: TakenBuffer): Buffer {
    const { length = 0, value = null } = buffer;
    if (value === null) return Buffer.alloc(0);
    const bytes = Number(length) > MOST_BYTES ? 0 : Number(length);
    const copy = Buffer.from(Buffer.from(this.#koffi.view(value, bytes)));
    this.#functions.releaseBuffer([0], buffer);
    return copy;
  }
}

function check(major: number, [minor]: Readonly<Cell<number>>): void {
  if ((major & ERRORS) >>> 0 !== 0) throw gssapiError(major, minor);
}
