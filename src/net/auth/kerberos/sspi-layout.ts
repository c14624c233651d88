/**
 * Structures of sspi.h (Windows SDK), laid out as 64-bit Windows has them: ULONG is 4 bytes, a pointer 8, a member stands
 * at a multiple of its own size. Not tried on Windows yet.
 */

/** Where bytes lie in this process, and what lies there. */
export interface Memory {
  address(bytes: Buffer): bigint;
  /** A copy. */
  read(at: bigint, bytes: number): Buffer;
}

/** Kinds of SecBuffer: SECBUFFER_*. */
export const BufferType = { data: 1, token: 2, padding: 9, channelBindings: 14 } as const;

/** One SecBuffer: what it holds, and where that is found and left. */
export interface Part {
  readonly type: number;
  readonly bytes: Buffer;
}

/** A SecBufferDesc and what it points to. */
export interface SecBuffers {
  /** What the functions take. */
  readonly descriptor: Buffer;
  /** What a part holds after a call; null where it points elsewhere than into the bytes it was given. */
  contentOf(part: number): Buffer | null;
}

/** ULONG cbBuffer, ULONG BufferType, PVOID pvBuffer. */
const SEC_BUFFER = { bytes: 16, length: 0, type: 4, pointer: 8 } as const;
/** ULONG ulVersion, ULONG cBuffers, PSecBuffer pBuffers. */
const SEC_BUFFER_DESC = { bytes: 16, version: 0, count: 4, pointer: 8 } as const;
const SECBUFFER_VERSION = 0;

/** What bytes point to lives as long as they do, though only an address in them tells of it. */
const pointedTo = new WeakMap<Buffer, readonly Buffer[]>();

/** Lays out a SecBufferDesc over these parts. */
export function secBuffers(parts: readonly Part[], memory: Memory): SecBuffers {
  const list = Buffer.alloc(SEC_BUFFER.bytes * parts.length);
  for (const [index, { type, bytes }] of parts.entries()) {
    const at = index * SEC_BUFFER.bytes;
    list.writeUInt32LE(bytes.length, at + SEC_BUFFER.length);
    list.writeUInt32LE(type, at + SEC_BUFFER.type);
    list.writeBigUInt64LE(memory.address(bytes), at + SEC_BUFFER.pointer);
  }
  const descriptor = Buffer.alloc(SEC_BUFFER_DESC.bytes);
  descriptor.writeUInt32LE(SECBUFFER_VERSION, SEC_BUFFER_DESC.version);
  descriptor.writeUInt32LE(parts.length, SEC_BUFFER_DESC.count);
  descriptor.writeBigUInt64LE(memory.address(list), SEC_BUFFER_DESC.pointer);
  pointedTo.set(descriptor, [list, ...parts.map(({ bytes }) => bytes)]);
  return {
    descriptor,
    contentOf(part) {
      const { bytes } = parts[part] as Part;
      const at = part * SEC_BUFFER.bytes;
      const length = list.readUInt32LE(at + SEC_BUFFER.length);
      const begin = length === 0 ? 0 : Number(list.readBigUInt64LE(at + SEC_BUFFER.pointer) - memory.address(bytes));
      return begin < 0 || begin + length > bytes.length ? null : bytes.subarray(begin, begin + length);
    },
  };
}

/** SEC_CHANNEL_BINDINGS: eight ULONGs, of which only those of the application data are not zero; the data follow. */
export function channelBindingsOf(applicationData: Buffer): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(applicationData.length, 24);
  header.writeUInt32LE(header.length, 28);
  return Buffer.concat([header, applicationData]);
}

/** SEC_WINNT_AUTH_IDENTITY_W: three times a pointer and a length in characters, then Flags. */
const AUTH_IDENTITY = { bytes: 48, texts: [0, 16, 32], lengthBehind: 8, flags: 44 } as const;
const SEC_WINNT_AUTH_IDENTITY_UNICODE = 2;

/** Whom to log on as; `bytes` points to the texts, which `forget` overwrites. */
export function authIdentity(
  { user, domain, password }: { readonly user: string; readonly domain: string; readonly password: string },
  memory: Memory,
): { readonly bytes: Buffer; forget(): void } {
  const texts = [user, domain, password].map((text) => Buffer.from(`${text}\0`, "utf16le"));
  const bytes = Buffer.alloc(AUTH_IDENTITY.bytes);
  for (const [index, text] of texts.entries()) {
    const at = AUTH_IDENTITY.texts[index] as number;
    bytes.writeBigUInt64LE(memory.address(text), at);
    bytes.writeUInt32LE(text.length / 2 - 1, at + AUTH_IDENTITY.lengthBehind);
  }
  bytes.writeUInt32LE(SEC_WINNT_AUTH_IDENTITY_UNICODE, AUTH_IDENTITY.flags);
  pointedTo.set(bytes, texts);
  const forget = () => {
    for (const text of texts) text.fill(0);
  };
  return { bytes, forget };
}

/** SecHandle: two ULONG_PTRs, which the functions fill. */
export function newHandle(): Buffer {
  return Buffer.alloc(16);
}

/** SecPkgInfoW: ULONG, two USHORTs, ULONG cbMaxToken. */
export const PackageLimits = { bytes: 12, maxToken: 8 } as const;
/** SecPkgContext_Sizes: ULONGs cbMaxToken, cbMaxSignature, cbBlockSize, cbSecurityTrailer. */
export const Sizes = { bytes: 16, block: 8, trailer: 12 } as const;
