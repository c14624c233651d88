import { type AvPair, decodeAvPairs, encodeAvPairs } from "./av-pairs.ts";
import {
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

/** CHALLENGE_MESSAGE, [MS-NLMP] 2.2.1.2: the server's nonce and what it says of itself. */
export interface ChallengeMessage {
  readonly flags: number;
  /** 8 bytes. */
  readonly serverChallenge: Buffer;
  /** Domain or server name, by the flags; empty where none was asked for. */
  readonly targetName: string;
  readonly targetInfo: readonly AvPair[];
  readonly version: NtlmVersion | null;
}

const FLAGS_AT = 20;
const VERSION_AT = 48;
const HEADER_BYTES = VERSION_AT + VERSION_BYTES;

/** Always Unicode. The target information is left out where its flag is not set. */
export function encodeChallenge(message: ChallengeMessage): Buffer {
  const header = newHeader(2, HEADER_BYTES);
  const name = utf16(message.targetName);
  const withInfo = hasFlags(message.flags, NtlmFlag.targetInfo);
  const info = withInfo ? encodeAvPairs(message.targetInfo) : Buffer.alloc(0);
  const infoAt = writeField(header, 12, { value: name, offset: HEADER_BYTES });
  header.writeUInt32LE(message.flags, FLAGS_AT);
  message.serverChallenge.copy(header, 24, 0, 8);
  writeField(header, 40, { value: info, offset: withInfo ? infoAt : 0 });
  if (message.version !== null) writeVersion(header, VERSION_AT, message.version);
  return Buffer.concat([header, name, info]);
}

/** Reads every field; buffers are views of `token`. */
export function decodeChallenge(token: Uint8Array): ChallengeMessage {
  const bytes = openMessage(token, 2, 32);
  const flags = bytes.readUInt32LE(FLAGS_AT);
  const withInfo = hasFlags(flags, NtlmFlag.targetInfo) && bytes.length >= VERSION_AT;
  const versioned = hasFlags(flags, NtlmFlag.version) && bytes.length >= HEADER_BYTES;
  const info = withInfo ? readField(bytes, 40) : Buffer.alloc(0);
  return {
    flags,
    serverChallenge: bytes.subarray(24, 32),
    targetName: readText(readField(bytes, 12), hasFlags(flags, NtlmFlag.unicode)),
    targetInfo: info.length === 0 ? [] : decodeAvPairs(info),
    version: versioned ? readVersion(bytes, VERSION_AT) : null,
  };
}
