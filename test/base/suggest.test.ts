import { describe, expect, it } from "vitest";
import { suggest } from "../../src/base/suggest.ts";

const words = ["hardware", "software", "ntlm", "negotiate", "basic", "for", "timeout"];

describe("the nearest word", () => {
  it.each([
    ["hardwear", "hardware"],
    ["Hardware", "hardware"],
    ["ntml", "ntlm"],
    ["fro", "for"],
    ["timout", "timeout"],
    ["negotitate", "negotiate"],
  ])("to %s is %s", (written, word) => {
    expect(suggest(written, words)).toBe(word);
  });

  it.each(["colour", "x", "", "kerberos", "a".repeat(10_000)])("to %s is none of them", (written) => {
    expect(suggest(written, words)).toBeNull();
  });
});
