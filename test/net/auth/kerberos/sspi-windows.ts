import koffi from "koffi";
import type { SspiCall, SspiFunctions } from "../../../../src/net/auth/kerberos/sspi-functions.ts";
import type { Memory } from "../../../../src/net/auth/kerberos/sspi-layout.ts";

/**
 * The functions of secur32.dll as Microsoft's pages tell of them, for one account at one host. It reads and writes by
 * the declarations of sspi.h, which koffi lays out as the compilers of 64-bit systems do, and knows nothing of how the
 * bytes were put together.
 */

const ULONG = "uint32_t";
const SecBuffer = koffi.struct({ cbBuffer: ULONG, BufferType: ULONG, pvBuffer: "void *" });
const SecBufferDesc = koffi.struct({ ulVersion: ULONG, cBuffers: ULONG, pBuffers: "void *" });
const Handle = koffi.struct({ dwLower: "uintptr_t", dwUpper: "uintptr_t" });
const AuthIdentity = koffi.struct({
  ...{ User: "void *", UserLength: ULONG, Domain: "void *", DomainLength: ULONG },
  ...{ Password: "void *", PasswordLength: ULONG, Flags: ULONG },
});
const PackageInfo = koffi.struct({
  ...{ fCapabilities: ULONG, wVersion: "uint16_t", wRPCID: "uint16_t", cbMaxToken: ULONG },
  ...{ Name: "void *", Comment: "void *" },
});
const ContextSizes = koffi.struct({
  ...{ cbMaxToken: ULONG, cbMaxSignature: ULONG, cbBlockSize: ULONG, cbSecurityTrailer: ULONG },
});
export const ChannelBindings = koffi.struct({
  ...{ dwInitiatorAddrType: ULONG, cbInitiatorLength: ULONG, dwInitiatorOffset: ULONG },
  ...{ dwAcceptorAddrType: ULONG, cbAcceptorLength: ULONG, dwAcceptorOffset: ULONG },
  ...{ cbApplicationDataLength: ULONG, dwApplicationDataOffset: ULONG },
});

/** A SecBuffer as the callee sees it. */
export interface Seen {
  readonly type: number;
  readonly bytes: Buffer;
}

/** One call, with what its pointers led to. */
export interface Called {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** What the next calls of InitializeSecurityContextW answer. */
export interface Leg {
  readonly status: number;
  readonly token?: Buffer;
  /** ISC_RET_*; all that was asked for where nothing is said. */
  readonly granted?: number;
}

/** The bytes that lie at an address, as a view that can be written to. */
const at = (address: bigint, bytes: number) => Buffer.from(koffi.view(address, bytes));
const pointer = (bytes: Buffer) => koffi.address(bytes);

export const memory: Memory = {
  address: pointer,
  read: (address, bytes) => Buffer.from(at(address, bytes)),
};

/** What a SecBufferDesc leads to. */
export function seen(descriptor: Buffer): Seen[] {
  return list(descriptor).map(({ cbBuffer, BufferType, pvBuffer }) => ({
    type: BufferType,
    bytes: cbBuffer === 0 ? Buffer.alloc(0) : Buffer.from(at(pvBuffer, cbBuffer)),
  }));
}

function list(descriptor: Buffer): { cbBuffer: number; BufferType: number; pvBuffer: bigint }[] {
  const { ulVersion, cBuffers, pBuffers } = koffi.decode(pointer(descriptor), SecBufferDesc);
  if (ulVersion !== 0) throw new Error("not SECBUFFER_VERSION");
  return koffi.decode(pBuffers, SecBuffer, cBuffers);
}

/** Leaves bytes in a SecBuffer, as its callee does. */
export function fill(descriptor: Buffer, index: number, bytes: Buffer): void {
  const { pBuffers } = koffi.decode(pointer(descriptor), SecBufferDesc);
  const buffer = list(descriptor)[index];
  if (buffer === undefined || buffer.cbBuffer < bytes.length) throw new Error("SEC_E_BUFFER_TOO_SMALL");
  if (bytes.length > 0) bytes.copy(at(buffer.pvBuffer, bytes.length));
  koffi.encode(pBuffers, index * koffi.sizeof(SecBuffer), SecBuffer, { ...buffer, cbBuffer: bytes.length });
}

/** The text of an identity, by its length in characters. */
function text(address: bigint, characters: number): string {
  return at(address, characters * 2).toString("utf16le");
}

const xored = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));

/** How sealed messages come out: a token of RFC 4121 under AES, 60 bytes before what is as long as the message. */
export interface Sealing {
  readonly header: Buffer;
  readonly padding: number;
  /** Pointer to the quality that DecryptMessage gives. */
  readonly quality: number;
}

export const AES: Sealing = {
  header: Buffer.concat([Buffer.from("050406ff0000001c", "hex"), Buffer.alloc(52, 1)]),
  padding: 0,
  quality: 0,
};

/** Functions that answer as told, and what they were called with. */
export function windows(legs: readonly Leg[], { header, padding, quality }: Sealing = AES, acquired = 0) {
  const called: Called[] = [];
  const left = [...legs];
  let handles = 0;
  const info = Buffer.alloc(koffi.sizeof(PackageInfo));
  koffi.encode(pointer(info), PackageInfo, { cbMaxToken: 48_000, Name: null, Comment: null });
  const open = (handle: Buffer) =>
    koffi.encode(pointer(handle), Handle, { dwLower: ++handles, dwUpper: handles + 0x1000 });
  const which = (handle: unknown) =>
    handle === null ? null : Number(koffi.decode(pointer(handle as Buffer), Handle).dwLower);

  const call = (name: string, run: (...values: never[]) => number): SspiCall => {
    const sync = (...values: readonly unknown[]) => run(...(values as never[]));
    const async = (...values: readonly unknown[]) => {
      const back = values.at(-1) as (error: unknown, status: number) => void;
      setImmediate(() => back(null, sync(...values.slice(0, -1))));
    };
    return Object.assign(sync, { async, toString: () => name });
  };
  const note = (name: string, ...values: readonly unknown[]) => called.push({ name, values });

  const functions: SspiFunctions = {
    packageInfo: call("QuerySecurityPackageInfoW", (name: string, out: Buffer) => {
      note("package", name);
      out.writeBigUInt64LE(pointer(info));
      return 0;
    }),
    freeBuffer: call("FreeContextBuffer", (address: bigint) => {
      note("free buffer", address === pointer(info));
      return 0;
    }),
    acquire: call(
      "AcquireCredentialsHandleW",
      (
        principal: null,
        name: string,
        use: number,
        luid: null,
        whom: Buffer | null,
        keyFn: null,
        keyArgument: null,
        handle: Buffer,
        expiry: Buffer,
      ) => {
        const identity = whom === null ? null : koffi.decode(pointer(whom), AuthIdentity);
        note("acquire", principal, name, use, luid, keyFn, keyArgument, expiry.length);
        if (identity !== null)
          note(
            "as",
            text(identity.User, identity.UserLength),
            text(identity.Domain, identity.DomainLength),
            text(identity.Password, identity.PasswordLength),
            identity.Flags,
          );
        if (acquired === 0) open(handle);
        return acquired;
      },
    ),
    freeCredentials: call("FreeCredentialsHandle", (handle: Buffer) => {
      note("free credentials", which(handle));
      return 0;
    }),
    initialize: call(
      "InitializeSecurityContextW",
      (
        credential: Buffer,
        context: Buffer | null,
        target: string,
        flags: number,
        reserved1: number,
        form: number,
        input: Buffer | null,
        reserved2: number,
        next: Buffer,
        output: Buffer,
        granted: Buffer,
        expiry: Buffer,
      ) => {
        const given = input === null ? null : seen(input);
        note("initialize", which(credential), which(context), target, flags, given);
        if (reserved1 !== 0 || reserved2 !== 0 || form !== 0 || expiry.length !== 8) throw new Error("reserved");
        const leg = left.shift() as Leg;
        if (seen(output)[0]?.bytes.length !== 48_000) throw new Error("not as long as cbMaxToken");
        fill(output, 0, leg.token ?? Buffer.alloc(0));
        granted.writeUInt32LE(leg.granted ?? flags);
        if (leg.status < 0x8000_0000 && context === null) open(next);
        return leg.status;
      },
    ),
    deleteContext: call("DeleteSecurityContext", (context: Buffer) => {
      note("delete", which(context));
      return 0;
    }),
    query: call("QueryContextAttributesW", (_context: Buffer, attribute: number, out: Buffer) => {
      note("query", attribute);
      const sizes = { cbMaxToken: 48_000, cbMaxSignature: 28, cbBlockSize: 1, cbSecurityTrailer: header.length };
      koffi.encode(pointer(out), ContextSizes, sizes);
      return 0;
    }),
    encrypt: call("EncryptMessage", (context: Buffer, quality: number, message: Buffer, number: number) => {
      const buffers = seen(message);
      note("encrypt", which(context), quality, number, buffers);
      fill(message, 0, header);
      fill(message, 1, xored(buffers[1]?.bytes as Buffer));
      fill(message, 2, Buffer.alloc(padding));
      return 0;
    }),
    decrypt: call("DecryptMessage", (_context: Buffer, message: Buffer, number: number, out: Buffer) => {
      const buffers = seen(message);
      note("decrypt", number, buffers);
      if (!buffers[0]?.bytes.equals(header)) return 0x8009_030f; // SEC_E_MESSAGE_ALTERED
      fill(message, 1, xored(buffers[1]?.bytes as Buffer));
      out.writeUInt32LE(quality);
      return 0;
    }),
    verifySignature: call("VerifySignature", (_context: Buffer, message: Buffer, number: number, _out: Buffer) => {
      const buffers = seen(message);
      note("verify", number, buffers);
      return buffers[1]?.bytes.toString() === "signed" ? 0 : 0x8009_030f;
    }),
  };
  return { sspi: { functions, memory }, called };
}
