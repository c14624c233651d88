/**
 * Sealed tokens of RFC 4121 4.2.6.2, in the two parts in which [MS-WSMV] 2.2.9.1 carries them. Windows wants the part
 * in front to hold all that is not the message, so the token is rotated to the right (RFC 4121 4.2.5) by what stands
 * behind the message: the encrypted copy of the header and the checksum. The rotation count is outside the checksum.
 */

/** RFC 4121 4.2.6.2: TOK_ID, flags, filler, EC, RRC, SND_SEQ. */
const HEADER_BYTES = 16;
const TOK_ID_WRAP = 0x0504;
/** RFC 4121 4.2.2, flags: sealed. */
const SEALED = 0x02;
const AT = { flags: 2, extraCount: 4, rotation: 6 } as const;
/** What AES's modes of RFC 3962 and RFC 8009 put before a message: one block. */
const CONFOUNDER_BYTES = 16;

/** Splits a token of gss_wrap over a message of `plainBytes` bytes. Null for another form than AES has. */
export function splitSealedToken(
  token: Buffer,
  plainBytes: number,
): { readonly signature: Buffer; readonly data: Buffer } | null {
  const behind = token.length - plainBytes - HEADER_BYTES - CONFOUNDER_BYTES;
  const isCfx = token.length >= HEADER_BYTES && token.readUInt16BE(0) === TOK_ID_WRAP;
  if (!isCfx || ((token[AT.flags] as number) & SEALED) === 0 || token.readUInt16BE(AT.extraCount) !== 0 || behind < 0)
    return null;
  const body = token.subarray(HEADER_BYTES);
  const turn = (((behind - token.readUInt16BE(AT.rotation)) % body.length) + body.length) % body.length;
  const header = Buffer.from(token.subarray(0, HEADER_BYTES));
  header.writeUInt16BE(behind, AT.rotation);
  const turned = Buffer.concat([header, body.subarray(body.length - turn), body.subarray(0, body.length - turn)]);
  const split = token.length - plainBytes;
  return { signature: turned.subarray(0, split), data: turned.subarray(split) };
}
