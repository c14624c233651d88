import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { displayWidth, truncate, wrapBehind, wrapText } from "../../src/report/width.ts";

/** For each code point to U+3FFFD that Python's Unicode tables call wide or fullwidth, its number. */
function wideByPython(): readonly number[] | null {
  const program =
    "import unicodedata\nfor c in range(0x300, 0x3fffe):\n if unicodedata.east_asian_width(chr(c)) in 'WF' and unicodedata.category(chr(c)) not in ('Mn', 'Me', 'Cn'): print(c)";
  try {
    return execFileSync("python3", ["-c", program], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .split("\n")
      .map(Number);
  } catch {
    return null;
  }
}

const wide = wideByPython();

describe("display width", () => {
  it.skipIf(wide === null)("is two for every character that Python's Unicode tables call wide", () => {
    expect(wide?.length).toBeGreaterThan(100_000);
    expect(wide?.filter((code) => displayWidth(String.fromCodePoint(code)) !== 2)).toEqual([]);
  });

  it.each([
    ["Ungültig", 8],
    ["Доступ", 6],
    ["拒否", 4],
    ["ＡＢ", 4],
    ["e\u0301", 1],
    ["🚀", 2],
    ["한글", 4],
  ])("of %s is %i (UAX #11)", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe("truncation", () => {
  it.each([
    ["pc-1 failed", 11, "pc-1 failed"],
    ["pc-1 failed", 10, "pc-1 fail…"],
    ["拒否されました", 8, "拒否さ…"],
    ["🚀🚀", 3, "🚀…"],
    ["pc-1", 0, ""],
    ["pc-1", -4, ""],
  ])("of %s to %i columns is %s", (text, columns, cut) => {
    expect(truncate(text, columns)).toBe(cut);
  });
});

it("a wrapped line keeps its indent and breaks no word", () => {
  expect(wrapText("    one two three", 12)).toEqual(["    one two", "    three"]);
  expect(wrapText("a-path-that-is-long b", 6)).toEqual(["a-path-that-is-long", "b"]);
});

it("a text behind a head goes on below its own beginning, and colours take no room", () => {
  expect(wrapBehind("\u001b[31mINV1\u001b[39m ", "one two three", 12)).toEqual([
    "\u001b[31mINV1\u001b[39m one two",
    "     three",
  ]);
  expect(wrapBehind("INV1 ", "one two three", null)).toEqual(["INV1 one two three"]);
});
