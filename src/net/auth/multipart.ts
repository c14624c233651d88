import { Fault } from "../../base/fault.ts";

/**
 * The body of a sealed message: [MS-WSMV] 2.2.9.1, media type multipart/encrypted. Windows writes one part with a
 * header of its own kind (lines begin with a tab) and one with the sealed bytes, and no line break after those.
 */

/** The protocol of a sealed message: what sealed it. */
export const SPNEGO_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted";

const BOUNDARY = "Encrypted Boundary";
/** All headers of both parts fit into this many bytes; a limit for the search. */
const MAX_HEAD_BYTES = 2_048;
/** NTLM signs with 16 bytes, Kerberos with 60 (RFC 3962) or 72 (RFC 8009). */
const MAX_SIGNATURE_BYTES = 256;

/** The Content-Type of an HTTP message with a sealed body. */
export const SEALED_CONTENT_TYPE = `multipart/encrypted;protocol="${SPNEGO_PROTOCOL}";boundary="${BOUNDARY}"`;

/** A sealed body in its parts. */
export interface SealedBody {
  /** Of the plain message, such as `application/soap+xml;charset=UTF-8`. */
  readonly contentType: string;
  readonly signature: Buffer;
  readonly data: Buffer;
}

/** Whether a Content-Type announces a sealed body. */
export function isSealedType(contentType: string | null | undefined): boolean {
  return /^\s*multipart\/encrypted\s*(;|$)/i.test(contentType ?? "");
}

/** The bytes as Windows writes them, tabs and missing line break included. */
export function encodeSealedBody({ contentType, signature, data }: SealedBody): Buffer {
  const head =
    `--${BOUNDARY}\r\n\tContent-Type: ${SPNEGO_PROTOCOL}\r\n` +
    `\tOriginalContent: type=${contentType};Length=${data.length}\r\n` +
    `--${BOUNDARY}\r\n\tContent-Type: application/octet-stream\r\n`;
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32LE(signature.length);
  return Buffer.concat([Buffer.from(head, "latin1"), length, signature, data, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** Reads a sealed body; the buffers are views of `body`. Throws INV509 where it is none. */
export function decodeSealedBody(contentType: string, body: Buffer): SealedBody {
  const head = body.toString("latin1", 0, MAX_HEAD_BYTES);
  const octets = /\n[ \t]*Content-Type:[ \t]*application\/octet-stream[^\r\n]*\r?\n/i.exec(head);
  if (octets === null) throw broken("it has no part with sealed bytes");
  const original = /\n[ \t]*OriginalContent:[ \t]*type=([^\r\n]*?);[ \t]*Length=(\d{1,9})[ \t]*\r?\n/i.exec(
    head.slice(0, octets.index + 1),
  );
  if (original === null) throw broken("it does not say how long the message is");
  const signatureAt = octets.index + octets[0].length + 4;
  if (signatureAt > body.length) throw broken("it is cut short");
  const signatureBytes = body.readUInt32LE(signatureAt - 4);
  const dataAt = signatureAt + signatureBytes;
  if (signatureBytes > MAX_SIGNATURE_BYTES || dataAt > body.length) throw broken("its signature is cut short");
  const end = lastBoundary(body, boundaryOf(contentType));
  const data = body.subarray(dataAt, Math.max(dataAt, end));
  if (data.length !== Number(original[2])) {
    throw broken(`it holds ${data.length} sealed bytes where ${original[2]} were announced`);
  }
  return { contentType: original[1] as string, signature: body.subarray(signatureAt, dataAt), data };
}

function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? BOUNDARY;
}

/** The sealed bytes may hold anything, so only the last boundary ends them. Exchange puts a space before its name. */
function lastBoundary(body: Buffer, boundary: string): number {
  return Math.max(body.lastIndexOf(`--${boundary}--`), body.lastIndexOf(`-- ${boundary}--`));
}

function broken(why: string): Fault {
  return new Fault("INV509", `A sealed message that came is malformed: ${why}.`, { delivered: "maybe" });
}
