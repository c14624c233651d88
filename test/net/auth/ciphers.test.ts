import { describe, expect, test } from "vitest";
import { md4 } from "../../../src/net/auth/md4.ts";
import { Rc4 } from "../../../src/net/auth/rc4.ts";

describe("MD4 gives the digests of RFC 1320 A.5", () => {
  test.each([
    ["", "31d6cfe0d16ae931b73c59d7e0c089c0"],
    ["a", "bde52cb31de33e46245e05fbdbd6fb24"],
    ["abc", "a448017aaf21d8525fc10ae87aa6729d"],
    ["message digest", "d9130a8164549fe818874806e1c7014b"],
    ["abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"],
    ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4"],
    ["1234567890".repeat(8), "e33b4ddc9c38f2199c3e7b164fcc0536"],
  ])("%j", (text, digest) => {
    expect(md4(Buffer.from(text)).toString("hex")).toBe(digest);
  });
});

describe("RC4 gives the key stream of RFC 6229 2", () => {
  const zeros = (bytes: number) => Buffer.alloc(bytes);

  test.each([
    ["0102030405", 0, "b2396305f03dc027ccc3524a0a1118a8"],
    ["0102030405", 16, "6982944f18fc82d589c403a47a0d0919"],
    ["0102030405060708090a0b0c0d0e0f10", 0, "9ac7cc9a609d1ef7b2932899cde41b97"],
  ])("key %s at offset %i", (key, offset, stream) => {
    const cipher = new Rc4(Buffer.from(key, "hex"));
    cipher.update(zeros(offset));
    expect(cipher.update(zeros(16)).toString("hex")).toBe(stream);
  });

  test("and goes on where it stopped, however the bytes are cut", () => {
    const key = Buffer.from("0102030405", "hex");
    const [whole, cut] = [new Rc4(key), new Rc4(key)];
    const parts = [3, 0, 7, 22].map((bytes) => cut.update(zeros(bytes)));
    expect(Buffer.concat(parts)).toEqual(whole.update(zeros(32)));
  });
});
