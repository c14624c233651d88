import { type NtlmVersion, newHeader, openMessage, readVersion, VERSION_BYTES, writeVersion } from "./ntlm-fields.ts";
import { hasFlags, NtlmFlag } from "./ntlm-flags.ts";

/** NEGOTIATE_MESSAGE, [MS-NLMP] 2.2.1.1: the client says what it can do. Domain and workstation are never sent. */
export interface NegotiateMessage {
  readonly flags: number;
  readonly version: NtlmVersion | null;
}

const VERSION_AT = 32;
const HEADER_BYTES = VERSION_AT + VERSION_BYTES;

/** 40 bytes, with or without a version in its place. */
export function encodeNegotiate(message: NegotiateMessage): Buffer {
  const bytes = newHeader(1, HEADER_BYTES);
  bytes.writeUInt32LE(message.flags, 12);
  if (message.version !== null) writeVersion(bytes, VERSION_AT, message.version);
  return bytes;
}

/** Reads flags and version. A message of the bare 16 bytes, which old clients send, is one too. */
export function decodeNegotiate(token: Uint8Array): NegotiateMessage {
  const bytes = openMessage(token, 1, 16);
  const flags = bytes.readUInt32LE(12);
  const versioned = hasFlags(flags, NtlmFlag.version) && bytes.length >= HEADER_BYTES;
  return { flags, version: versioned ? readVersion(bytes, VERSION_AT) : null };
}
