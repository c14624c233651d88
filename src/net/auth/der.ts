/**
 * As much of DER (ITU-T X.690) as SPNEGO tokens and the signature algorithm of a certificate need: tags of one byte,
 * definite lengths, views instead of copies.
 */

/** One element: its tag byte and its content; `end` is the offset after it. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

/** Tag bytes, X.690 8.1.2. */
export const DerTag = { octets: 0x04, oid: 0x06, enumerated: 0x0a, sequence: 0x30, application0: 0x60 } as const;

/** The tag byte of a constructed, context-specific element. */
export function contextTag(number: number): number {
  return 0xa0 | number;
}

/** The element at `at`, or null where there is no whole one. */
export function readDer(bytes: Buffer, at = 0): DerElement | null {
  if (at + 2 > bytes.length) return null;
  const tag = bytes[at] as number;
  const first = bytes[at + 1] as number;
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const lengthBytes = first & 0x7f;
    if (lengthBytes === 0 || lengthBytes > 4 || start + lengthBytes > bytes.length) return null;
    length = bytes.readUIntBE(start, lengthBytes);
    start += lengthBytes;
  }
  const end = start + length;
  return end > bytes.length ? null : { tag, content: bytes.subarray(start, end), end };
}

/** The elements inside a content, up to the first that is not whole. At most 64. */
export function derChildren(content: Buffer): DerElement[] {
  const children: DerElement[] = [];
  for (let at = 0; children.length < 64; ) {
    const child = readDer(content, at);
    if (child === null) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** The first child with this tag, or null. */
export function derChild(content: Buffer, tag: number): DerElement | null {
  return derChildren(content).find((child) => child.tag === tag) ?? null;
}

/** An element with the given content. */
export function writeDer(tag: number, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(length)]), ...content]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

/** An object identifier in dots from its content (X.690 8.19). At most 64 bytes; "" where it is none. */
export function readOid(content: Buffer): string {
  if (content.length === 0 || content.length > 64) return "";
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs.shift() ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs].join(".");
}

/** An object identifier as an element. */
export function writeOid(oid: string): Buffer {
  const [root, second, ...rest] = oid.split(".").map(Number) as [number, number, ...number[]];
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128))
      groups.unshift(0x80 | (high & 0x7f));
    return groups;
  });
  return writeDer(DerTag.oid, Buffer.from(bytes));
}
