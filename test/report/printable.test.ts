import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardLine, printable } from "../../src/report/printable.ts";

describe("a printable text", () => {
  it.each([
    ["an ANSI colour (ECMA-48 8.3.117)", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a window title (ECMA-48 8.3.89, OSC)", "\u001b]0;owned\u0007", "\\u{1b}]0;owned\\u{7}"],
    ["an eight-bit control sequence introducer", "\u009b2J", "\\u{9b}2J"],
    ["a carriage return that would overwrite the line", "failed\rok    ", "failed\\u{d}ok    "],
    ["a line feed that would begin a line", "a\n::error::b", "a\\u{a}::error::b"],
    ["a bell", "\u0007", "\\u{7}"],
    ["a right-to-left override (UAX #9)", "exe.\u202etxt", "exe.\\u{202e}txt"],
    ["an isolate (UAX #9)", "\u2066a\u2069", "\\u{2066}a\\u{2069}"],
    ["a line separator", "a\u2028b", "a\\u{2028}b"],
    ["an invisible letter", "pc\u200b-1\u3164", "pc\\u{200b}-1\\u{3164}"],
    ["half a surrogate pair", "\ud800", "\\u{d800}"],
  ])("shows %s", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("drops the line ends with which Windows closes its messages", () => {
    expect(printable("Zugriff verweigert.\r\n")).toBe("Zugriff verweigert.");
  });

  it("leaves the letters of other languages alone", () => {
    const text = "Доступ запрещён 拒否されました Ungültig";
    expect(printable(text)).toBe(text);
  });

  it.each([
    ["::error::boom", "\\u{3a}:error::boom"],
    ["  ::set-output name=a::b", "  \\u{3a}:set-output name=a::b"],
    ["\u00a0::warning::b", "\u00a0\\u{3a}:warning::b"],
    ["x ##vso[task.complete]", "x #\\u{23}vso[task.complete]"],
    ["x ###VSO[task.complete]", "x ##\\u{23}VSO[task.complete]"],
    ["##[error]", "#\\u{23}[error]"],
    ["##teamcity[buildStop]", "#\\u{23}teamcity[buildStop]"],
  ])("breaks the pipeline command %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("leaves an IPv6 address inside a line alone", () => {
    expect(guardLine("host fe80::1 answers")).toBe("host fe80::1 answers");
  });

  it("breaks a command that only two parts make together, colours between them or not", () => {
    expect(guardLine(":" + ":error::")).toBe("\\u{3a}:error::");
    expect(guardLine("\u001b[31m::error::\u001b[39m")).toBe("\u001b[31m\\u{3a}:error::\u001b[39m");
    expect(guardLine("#\u001b[1m#\u001b[22mvso[a]")).toBe("#\u001b[1m\\u{23}\u001b[22mvso[a]");
  });

  it("never holds a control, a line end or a command, whatever comes in", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("::", ":", "#", "##", "[", "vso[", "teamcity[", "\r", "\n", "\u001b", "\u202e", " ", "\t"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = printable(pieces.join(""));
        expect(line).not.toMatch(/^\s*::|##(vso|teamcity)?\[/i);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(guardLine(line)).toBe(line);
      }),
    );
  });
});
