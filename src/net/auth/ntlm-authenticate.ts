import {
  fieldOffset,
  type NtlmVersion,
  newHeader,
  openMessage,
  readField,
  readText,
  readVersion,
  utf16,
  VERSION_BYTES,
  writeField,
  writeVersion,
} from "./ntlm-fields.ts";
import { hasFlags, NtlmFlag } from "./ntlm-flags.ts";

/** AUTHENTICATE_MESSAGE, [MS-NLMP] 2.2.1.3: the client's proof. */
export interface AuthenticateMessage {
  readonly flags: number;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  /** 16 bytes, or empty without NTLMSSP_NEGOTIATE_KEY_EXCH. */
  readonly encryptedSessionKey: Buffer;
  readonly version: NtlmVersion | null;
  /** 16 bytes, or null where the message has no place for one. */
  readonly mic: Buffer | null;
}

/** The six fields in the order of the header, with their places. */
const LM_AT = 12;
const NT_AT = 20;
const DOMAIN_AT = 28;
const USER_AT = 36;
const WORKSTATION_AT = 44;
const SESSION_KEY_AT = 52;
const FLAGS_AT = 60;
const VERSION_AT = 64;

/** Where the MIC stands: after the version. */
export const MIC_AT = VERSION_AT + VERSION_BYTES;
/** Bytes of the MIC. */
export const MIC_BYTES = 16;

/** Always Unicode. The payload stands in the order of the document's example (4.2.4.3). */
export function encodeAuthenticate(message: AuthenticateMessage): Buffer {
  const header = newHeader(3, message.mic === null ? MIC_AT : MIC_AT + MIC_BYTES);
  const payload = [
    [DOMAIN_AT, utf16(message.domain)],
    [USER_AT, utf16(message.user)],
    [WORKSTATION_AT, utf16(message.workstation)],
    [LM_AT, message.lmResponse],
    [NT_AT, message.ntResponse],
    [SESSION_KEY_AT, message.encryptedSessionKey],
  ] as const;
  let offset = header.length;
  for (const [at, value] of payload) offset = writeField(header, at, { value, offset });
  header.writeUInt32LE(message.flags, FLAGS_AT);
  if (message.version !== null) writeVersion(header, VERSION_AT, message.version);
  message.mic?.copy(header, MIC_AT);
  return Buffer.concat([header, ...payload.map(([, value]) => value)]);
}

/** Reads every field; buffers are views of `token`. */
export function decodeAuthenticate(token: Uint8Array): AuthenticateMessage {
  const bytes = openMessage(token, 3, VERSION_AT);
  const flags = bytes.readUInt32LE(FLAGS_AT);
  const unicode = hasFlags(flags, NtlmFlag.unicode);
  const payloadAt = Math.min(
    ...[LM_AT, NT_AT, DOMAIN_AT, USER_AT, WORKSTATION_AT, SESSION_KEY_AT].map((at) => fieldOffset(bytes, at)),
  );
  const versioned = hasFlags(flags, NtlmFlag.version) && payloadAt >= MIC_AT;
  return {
    flags,
    lmResponse: readField(bytes, LM_AT),
    ntResponse: readField(bytes, NT_AT),
    domain: readText(readField(bytes, DOMAIN_AT), unicode),
    user: readText(readField(bytes, USER_AT), unicode),
    workstation: readText(readField(bytes, WORKSTATION_AT), unicode),
    encryptedSessionKey: readField(bytes, SESSION_KEY_AT),
    version: versioned ? readVersion(bytes, VERSION_AT) : null,
    // Whether the place holds a MIC or nothing is said by MsvAvFlags in the response; see ntlm-verify.ts.
    mic: payloadAt >= MIC_AT + MIC_BYTES ? bytes.subarray(MIC_AT, MIC_AT + MIC_BYTES) : null,
  };
}
