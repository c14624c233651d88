import { Fault } from "../../base/fault.ts";

/** What all messages of [MS-NLMP] 2.2.1 share: the signature, the message type, and fields that point into a payload. */

const SIGNATURE = Buffer.from("NTLMSSP\0", "latin1");

/** Larger than any message a Windows host sends; a limit, so that no length in a token is believed beyond it. */
const MAX_MESSAGE_BYTES = 65_536;

/** Length of the VERSION structure, [MS-NLMP] 2.2.2.10. */
export const VERSION_BYTES = 8;

/** Whether these bytes are an NTLM message not wrapped in anything. */
export function isNtlmMessage(token: Uint8Array): boolean {
  return token.length >= 12 && SIGNATURE.equals(token.subarray(0, 8));
}

/** A fault about a token that is not what the protocol says. `what` completes "The token of the logon is malformed: …". */
export function malformed(what: string): Fault {
  return new Fault("INV508", `The logon token that came is malformed: ${what}.`);
}

/** Checks signature, type and least length ([MS-NLMP] 2.2.1) and gives the token as a Buffer, without copying. */
export function openMessage(token: Uint8Array, type: 1 | 2 | 3, leastBytes: number): Buffer {
  const message = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  if (!isNtlmMessage(message)) throw malformed("it is no NTLM message");
  if (message.readUInt32LE(8) !== type) throw malformed(`NTLM message ${type} was expected`);
  if (message.length < leastBytes) throw malformed(`it is cut short at ${message.length} bytes`);
  if (message.length > MAX_MESSAGE_BYTES) throw malformed(`it has ${message.length} bytes`);
  return message;
}

/** A zeroed header of `bytes` with signature and type written. */
export function newHeader(type: 1 | 2 | 3, bytes: number): Buffer {
  const header = Buffer.alloc(bytes);
  SIGNATURE.copy(header);
  header.writeUInt32LE(type, 8);
  return header;
}

/** The bytes to which the field at `at` points (Len, MaxLen, BufferOffset). */
export function readField(message: Buffer, at: number): Buffer {
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  if (length === 0) return Buffer.alloc(0);
  if (offset + length > message.length) throw malformed("a field points beyond its end");
  return message.subarray(offset, offset + length);
}

/** Where the field at `at` begins, or the end of the message where it is empty. */
export function fieldOffset(message: Buffer, at: number): number {
  return message.readUInt16LE(at) === 0 ? message.length : message.readUInt32LE(at + 4);
}

/** Writes the field at `at` for `value`, which lies at `offset`; gives the offset after it. */
export function writeField(header: Buffer, at: number, { value, offset }: { value: Buffer; offset: number }): number {
  header.writeUInt16LE(value.length, at);
  header.writeUInt16LE(value.length, at + 2);
  header.writeUInt32LE(offset, at + 4);
  return offset + value.length;
}

/** VERSION, [MS-NLMP] 2.2.2.10. It is read by people only. */
export interface NtlmVersion {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
}

/** NTLMSSP_REVISION_W2K3, the one revision [MS-NLMP] 2.2.2.10 knows. */
const REVISION = 15;

/** Writes the structure at `at`. */
export function writeVersion(header: Buffer, at: number, version: NtlmVersion): void {
  header.writeUInt8(version.major, at);
  header.writeUInt8(version.minor, at + 1);
  header.writeUInt16LE(version.build, at + 2);
  header.writeUInt8(REVISION, at + 7);
}

/** Reads the structure at `at`. */
export function readVersion(message: Buffer, at: number): NtlmVersion {
  return { major: message.readUInt8(at), minor: message.readUInt8(at + 1), build: message.readUInt16LE(at + 2) };
}

/** UTF-16LE without a terminator, as names stand in these messages under NTLMSSP_NEGOTIATE_UNICODE. */
export function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

/** Names in the character set that the flags chose. OEM is read as Latin-1; it matters to nobody but eyes. */
export function readText(bytes: Buffer, unicode: boolean): string {
  return unicode ? bytes.toString("utf16le") : bytes.toString("latin1");
}
