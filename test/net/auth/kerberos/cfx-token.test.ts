import { describe, expect, it } from "vitest";
import { splitSealedToken } from "../../../../src/net/auth/kerberos/cfx-token.ts";

/** RFC 4121 4.2.6.2: 05 04, flags, FF, EC, RRC, SND_SEQ. */
function header(rotation: number, { flags = 0x06, extra = 0 } = {}): Buffer {
  const bytes = Buffer.from("050406ff00000000000000000000002a", "hex");
  bytes[2] = flags;
  bytes.writeUInt16BE(extra, 4);
  bytes.writeUInt16BE(rotation, 6);
  return bytes;
}

/** RFC 4121 4.2.4: confounder of one block, the message, the header's copy, the checksum; each byte tells where it stood. */
function ciphertext(plainBytes: number, checksumBytes: number): Buffer {
  return Buffer.from(Array.from({ length: 16 + plainBytes + 16 + checksumBytes }, (_, at) => at % 251));
}

/** RFC 4121 4.2.5: rotated to the right by RRC. */
function rotatedRight(bytes: Buffer, by: number): Buffer {
  const cut = (bytes.length - (by % bytes.length)) % bytes.length;
  return Buffer.concat([bytes.subarray(cut), bytes.subarray(0, cut)]);
}

const AES = [
  { of: "AES of RFC 3962", checksumBytes: 12, signatureBytes: 60, rotation: 28 },
  { of: "AES of RFC 8009", checksumBytes: 24, signatureBytes: 72, rotation: 40 },
] as const;

describe.each(AES)("A sealed token with $of", ({ checksumBytes, signatureBytes, rotation }) => {
  it.each([1, 15, 1_685, 25_210])("has all but the %i bytes of the message in front", (plainBytes) => {
    const body = ciphertext(plainBytes, checksumBytes);
    const split = splitSealedToken(Buffer.concat([header(0), body]), plainBytes);
    expect(split?.signature).toHaveLength(signatureBytes);
    expect(split?.data).toEqual(body.subarray(16, 16 + plainBytes));
    const whole = Buffer.concat([split?.signature ?? body, split?.data ?? body]);
    expect(whole).toEqual(Buffer.concat([header(rotation), rotatedRight(body, rotation)]));
  });

  it("comes out the same where the library has rotated it already", () => {
    const body = ciphertext(100, checksumBytes);
    const plain = splitSealedToken(Buffer.concat([header(0), body]), 100);
    for (const by of [1, rotation, 4_000]) {
      expect(splitSealedToken(Buffer.concat([header(by), rotatedRight(body, by)]), 100)).toEqual(plain);
    }
  });
});

describe("A token that is not AES's", () => {
  it.each([
    ["RC4's, RFC 4757 7.3", Buffer.from(`0201${"1100ffffffff".repeat(20)}`, "hex")],
    ["signed alone", Buffer.concat([header(0, { flags: 0x04 }), ciphertext(10, 12)])],
    ["filled up", Buffer.concat([header(0, { extra: 16 }), ciphertext(10, 12)])],
    ["shorter than its message", Buffer.concat([header(0), Buffer.alloc(20)])],
    ["empty", Buffer.alloc(0)],
  ])("is not sent: %s", (_, token) => {
    expect(splitSealedToken(token, 10)).toBeNull();
  });
});
