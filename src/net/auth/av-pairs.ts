import { malformed, utf16 } from "./ntlm-fields.ts";

/** AV_PAIR, [MS-NLMP] 2.2.2.1: what the two sides tell of themselves inside the challenge and its answer. */

/** The kinds of pair that are spoken of here. */
export const AvId = {
  end: 0,
  computerName: 1,
  domainName: 2,
  dnsComputerName: 3,
  dnsDomainName: 4,
  dnsTreeName: 5,
  flags: 6,
  timestamp: 7,
  targetName: 9,
  channelBindings: 10,
} as const;

/** MsvAvFlags: the message carries a MIC. */
export const AV_FLAG_MIC = 0x0000_0002;

/** One pair; `id` is one of AvId or a kind not spoken of here. */
export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}

/** The pairs before the end mark. The values are views of `bytes`. */
export function decodeAvPairs(bytes: Buffer): AvPair[] {
  const pairs: AvPair[] = [];
  let at = 0;
  for (;;) {
    if (at + 4 > bytes.length) throw malformed("its list of names has no end mark");
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    if (id === AvId.end) return pairs;
    if (at + 4 + length > bytes.length) throw malformed("its list of names is cut short");
    pairs.push({ id, value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
}

/** The pairs in order, with the end mark. */
export function encodeAvPairs(pairs: readonly AvPair[]): Buffer {
  const parts: Buffer[] = [];
  for (const { id, value } of pairs) {
    const head = Buffer.allocUnsafe(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    parts.push(head, value);
  }
  parts.push(Buffer.alloc(4));
  return Buffer.concat(parts);
}

/** A pair whose value is a text. */
export function textPair(id: number, text: string): AvPair {
  return { id, value: utf16(text) };
}

/** The bytes of the first pair of a kind, or null. */
export function avBytes(pairs: readonly AvPair[], id: number): Buffer | null {
  return pairs.find((pair) => pair.id === id)?.value ?? null;
}

/** The text of the first pair of a kind (always UTF-16LE, whatever the flags say), or null. */
export function avText(pairs: readonly AvPair[], id: number): string | null {
  return avBytes(pairs, id)?.toString("utf16le") ?? null;
}

/** MsvAvFlags as a number; 0 where there is none. */
export function avFlags(pairs: readonly AvPair[]): number {
  const bytes = avBytes(pairs, AvId.flags);
  return bytes === null || bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
}

/** A pair of kind MsvAvFlags. */
export function flagsPair(flags: number): AvPair {
  const value = Buffer.allocUnsafe(4);
  value.writeUInt32LE(flags, 0);
  return { id: AvId.flags, value };
}
