import { splitSealedToken } from "../../../src/net/auth/kerberos/cfx-token.ts";
import { headOf, type Kind, same, type Verdict } from "../kind.ts";

/** RFC 4121 4.2.6.2: 05 04, flags, FF, EC, RRC, SND_SEQ. */
function token(plainBytes: number, rotation: number): Buffer {
  const header = Buffer.from("050406ff00000000000000000000002a", "hex");
  header.writeUInt16BE(rotation, 6);
  const body = Buffer.from(Array.from({ length: 16 + plainBytes + 16 + 12 }, (_, at) => at % 251));
  return Buffer.concat([Buffer.from(`${plainBytes}\n`), header, body]);
}

/** RFC 4121 4.2.5: what stands behind the header, with its rotation to the right taken back. */
function unrotated(whole: Buffer): Buffer {
  const body = whole.subarray(16);
  const by = whole.readUInt16BE(6) % Math.max(1, body.length);
  return Buffer.concat([body.subarray(by), body.subarray(0, by)]);
}

/** Sealed tokens of Kerberos, each behind a line with the length of its message: in two parts it means the same. */
export const sealedTokens: Kind = {
  samples: [token(100, 28), token(1, 0), token(1_685, 65_535), token(0, 40)],
  words: ["0\n", "100\n", "1\n", "\u0005\u0004", "\u0006", "\0\0"],
  text: false,
  structures: [],
  try(input): Verdict {
    const { head, rest } = headOf(input);
    const plainBytes = /^\d{1,6}$/.test(head) ? Number(head) : 0;
    const split = splitSealedToken(rest, plainBytes);
    if (split === null) return "refused";
    same([split.signature.length, split.data.length], [rest.length - plainBytes, plainBytes], "the lengths");
    const whole = Buffer.concat([split.signature, split.data]);
    same(unrotated(whole).toString("hex"), unrotated(rest).toString("hex"), "what it holds");
    same(splitSealedToken(whole, plainBytes), split, "split again");
    return "accepted";
  },
};
