import { createHash, createHmac, createSecretKey } from "node:crypto";
import { md4 } from "./md4.ts";
import { utf16 } from "./ntlm-fields.ts";
import { Rc4 } from "./rc4.ts";

/** The computations of NTLMv2: [MS-NLMP] 3.3.2 and 3.4.4 to 3.4.5. Usable from both sides. All keys have 16 bytes. */

/** An account in the three parts that its hash is made of. The domain counts exactly as it is sent. */
export interface NtlmAccount {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
}

/** NTOWFv2, [MS-NLMP] 3.3.2: the one thing the password is needed for. */
export function ntowfv2({ user, domain, password }: NtlmAccount): Buffer {
  return hmacMd5(md4(utf16(password)), utf16(upperCase(user) + domain));
}

/**
 * Upper case as Windows has it for user names: one UTF-16 unit for one, so `ß` stays, and nothing beyond ASCII
 * becomes ASCII (dotless i and long s stay).
 */
export function upperCase(text: string): string {
  let upper = "";
  for (const letter of text) {
    const mapped = letter.toUpperCase();
    const kept = mapped.length !== letter.length || (letter > "\x7f" && mapped <= "\x7f");
    upper += kept ? letter : mapped;
  }
  return upper;
}

/** NTLMv2_CLIENT_CHALLENGE, [MS-NLMP] 2.2.2.7; `temp` in 3.3.2. */
export interface ClientChallenge {
  /** FILETIME, 8 bytes little-endian: the server's own (MsvAvTimestamp) where it gave one. */
  readonly time: Buffer;
  /** 8 random bytes. */
  readonly nonce: Buffer;
  /** The AV pairs as bytes, end mark included. */
  readonly targetInfo: Buffer;
}

/** The bytes of `temp`: versions 1 and 1, zeros as the structure has them. */
export function encodeClientChallenge({ time, nonce, targetInfo }: ClientChallenge): Buffer {
  const head = Buffer.alloc(28);
  head.writeUInt8(1, 0);
  head.writeUInt8(1, 1);
  time.copy(head, 8, 0, 8);
  nonce.copy(head, 16, 0, 8);
  return Buffer.concat([head, targetInfo, Buffer.alloc(4)]);
}

/** NTProofStr and SessionBaseKey, [MS-NLMP] 3.3.2. `temp` is an encoded client challenge. */
export function proveNtlmv2(responseKey: Buffer, { serverChallenge, temp }: { serverChallenge: Buffer; temp: Buffer }) {
  const proof = hmacMd5(responseKey, serverChallenge, temp);
  return { proof, sessionBaseKey: hmacMd5(responseKey, proof) };
}

/** LMv2_RESPONSE, [MS-NLMP] 2.2.2.4: 24 bytes. Only for servers that give no time. */
export function lmv2Response(
  responseKey: Buffer,
  { serverChallenge, nonce }: { serverChallenge: Buffer; nonce: Buffer },
): Buffer {
  return Buffer.concat([hmacMd5(responseKey, serverChallenge, nonce), nonce]);
}

/** EncryptedRandomSessionKey from ExportedSessionKey, or back: [MS-NLMP] 3.1.5.1.2. */
export function exchangeSessionKey(keyExchangeKey: Buffer, sessionKey: Buffer): Buffer {
  return new Rc4(keyExchangeKey).update(sessionKey);
}

/** The MIC over the three messages, the third with its own place zeroed: [MS-NLMP] 3.1.5.1.2. */
export function messageIntegrityCode(sessionKey: Buffer, messages: readonly Buffer[]): Buffer {
  return hmacMd5(sessionKey, ...messages);
}

/** Which way a key protects. */
export type Direction = "client-to-server" | "server-to-client";

/** SIGNKEY with extended session security, [MS-NLMP] 3.4.5.2. */
export function signKey(sessionKey: Buffer, direction: Direction): Buffer {
  return magicKey(sessionKey, `session key to ${direction} signing key magic constant\0`);
}

/** SEALKEY with extended session security and 128 bits, [MS-NLMP] 3.4.5.3. */
export function sealKey(sessionKey: Buffer, direction: Direction): Buffer {
  return magicKey(sessionKey, `session key to ${direction} sealing key magic constant\0`);
}

function magicKey(sessionKey: Buffer, constant: string): Buffer {
  return createHash("md5").update(sessionKey).update(constant, "latin1").digest();
}

/** HMAC-MD5 over the concatenation of `parts`. */
export function hmacMd5(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  // Bytes as a key cost Node 11 µs more than a key object does: it finds out by an exception that they are none.
  const hmac = createHmac("md5", createSecretKey(key));
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}
