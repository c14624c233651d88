import type { Koffi } from "./gssapi-load.ts";
import type { Memory } from "./sspi-layout.ts";

/** A function of secur32.dll; `async` runs it on another thread and calls back. Returns a SECURITY_STATUS, unsigned. */
export interface SspiCall {
  (...values: readonly unknown[]): number;
  async(...values: readonly unknown[]): void;
}

/** The functions that are used, in their Unicode form; structures are bytes, laid out by sspi-layout.ts. */
export interface SspiFunctions {
  readonly packageInfo: SspiCall;
  readonly freeBuffer: SspiCall;
  readonly acquire: SspiCall;
  readonly freeCredentials: SspiCall;
  readonly initialize: SspiCall;
  readonly deleteContext: SspiCall;
  readonly query: SspiCall;
  readonly encrypt: SspiCall;
  readonly decrypt: SspiCall;
  readonly verifySignature: SspiCall;
}

type Types = Parameters<ReturnType<Koffi["load"]>["func"]>[3];

/** Finds the functions. Not tried on Windows yet. */
export function findSspi(library: ReturnType<Koffi["load"]>): SspiFunctions {
  const find = (name: string, types: Types): SspiCall => library.func(name, "uint32_t", types) as SspiCall;
  const [text, at, number] = ["str16", "void *", "uint32_t"];
  return {
    packageInfo: find("QuerySecurityPackageInfoW", [text, at]),
    freeBuffer: find("FreeContextBuffer", [at]),
    // Principal, package, use, logon id, whom, two of no use here; credential and its expiry.
    acquire: find("AcquireCredentialsHandleW", [text, text, number, at, at, at, at, at, at]),
    freeCredentials: find("FreeCredentialsHandle", [at]),
    // Credential, context, target, flags, reserved, form, input, reserved; context, output, flags, expiry.
    initialize: find("InitializeSecurityContextW", [
      ...[at, at, text, number, number, number, at, number],
      ...[at, at, at, at],
    ]),
    deleteContext: find("DeleteSecurityContext", [at]),
    query: find("QueryContextAttributesW", [at, number, at]),
    encrypt: find("EncryptMessage", [at, number, at, number]),
    decrypt: find("DecryptMessage", [at, at, number, at]),
    verifySignature: find("VerifySignature", [at, at, number, at]),
  };
}

/** The memory of this process. */
export function memoryOf(koffi: Koffi): Memory {
  return {
    address: (bytes) => koffi.address(bytes),
    read: (at, bytes) => Buffer.from(Buffer.from(koffi.view(at, bytes))),
  };
}
