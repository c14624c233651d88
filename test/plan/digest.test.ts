import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { quotableDigest, readDigest } from "../../src/plan/digest.ts";

// The table of crockford.com/base32: symbol value, encode symbol.
const ENCODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first eighty bits of SHA-256 as one number, written in base 32 by repeated division. */
function byDivision(text: string): string {
  let number = BigInt(`0x${createHash("sha256").update(text).digest("hex").slice(0, 20)}`);
  let symbols = "";
  for (let at = 0; at < 16; at += 1) {
    symbols = ENCODE[Number(number % 32n)] + symbols;
    number /= 32n;
  }
  return symbols;
}

describe("a digest to be quoted", () => {
  it.each(["", "a plan", "Größe\n", "x".repeat(10_000)])(
    "is eighty bits of SHA-256 in Crockford's base 32: %#",
    (text) => {
      const digest = quotableDigest(text);
      expect(digest.replaceAll("-", "").toUpperCase()).toBe(byDivision(text));
      expect(digest).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    },
  );

  it("is read in any case and grouping, and with the letters that look like digits", () => {
    // The same table: o and O decode to 0; i, I, l and L to 1.
    expect(readDigest("K7MP-3XQ2 9f0ah2jz")).toBe("k7mp-3xq2-9f0a-h2jz");
    expect(readDigest("oOiI-lL00-0000-0000")).toBe("0011-1100-0000-0000");
  });

  it.each(["", "k7mp-3xq2-9f0a-h2j", "k7mp-3xq2-9f0a-h2jzz", "k7mp-3xq2-9f0a-h2ju", "k7mp_3xq2_9f0a_h2jz"])(
    "is not read from %j",
    (typed) => expect(readDigest(typed)).toBeNull(),
  );
});
