import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import { createSource } from "../../src/model/source.ts";
import { countDiagnostics, diagnosticRecord, renderDiagnostics } from "../../src/report/diagnostics.ts";

const blame = (text: string, word: string, more: Partial<Diagnostic> = {}): Diagnostic => {
  const from = text.indexOf(word);
  const source = createSource("book.yml", text);
  return { code: "INV120", severity: "error", source, from, to: from + word.length, message: "m", hint: "", ...more };
};
const lines = (diagnostic: Diagnostic, color = false) => renderDiagnostics([diagnostic], { color }).split("\n");

describe("a diagnostic for people", () => {
  it("underlines what it means, and nothing else", () => {
    expect(lines(blame("a: 1\nbad: 2\n", "bad"))).toEqual([
      "book.yml:2:1 error INV120 m",
      "    2 | bad: 2",
      "      | ^^^",
      "",
    ]);
  });

  it("breaks its remedy to the width of a terminal, and no more of it", () => {
    const diagnostic = blame("a: 1\n", "a", { message: "of several words", hint: "one two three" });
    const told = renderDiagnostics([diagnostic], { color: false, columns: 12 }).split("\n");
    expect([told[0], ...told.slice(-3)]).toEqual([
      "book.yml:1:1 error INV120 of several words",
      "    one two",
      "    three",
      "",
    ]);
  });

  it("keeps the underline below wide letters, tabs and marks", () => {
    const [, text, under] = lines(blame("\t日本: é bad", "bad"));
    // Each ideograph takes two columns (UAX #11), the combining mark none.
    expect(text).toBe("    1 |  日本: é bad");
    expect(under).toBe(`      | ${" ".repeat(" 日日本本: e ".length)}^^^`);
  });

  it("shows what a terminal would obey, and underlines all of it", () => {
    const [, text, under] = lines(blame("a: \u001b[31m", "\u001b[31m"));
    expect(text).toBe("    1 | a: \\u{1b}[31m");
    expect(under?.trimEnd()).toBe("      |    ^^^^^^^^^^");
  });

  it("cannot pass for a pipeline's own command", () => {
    const rendered = lines(blame("::error::x\n##vso[task]\n", "error", { message: "::set-output ##vso[x]" })).join(
      "\n",
    );
    expect(rendered).not.toMatch(/^\s*::|##vso\[/m);
  });

  it("cuts long lines around what is underlined", () => {
    const [, text, under] = lines(blame(`${"x".repeat(500)}bad${"y".repeat(500)}`, "bad"));
    expect(text).toBe(`    1 | …${"x".repeat(50)}bad${"y".repeat(30)}…`);
    expect(under).toBe(`      | ${" ".repeat(51)}^^^`);
  });

  it("underlines the first line alone of what runs over several", () => {
    const text = "a: one\n  two\n";
    const [, , under] = lines(blame(text, "one\n  two"));
    expect(under).toBe("      |    ^^^");
  });

  it("does not repeat a secret that stands in its line", () => {
    const rendered = lines(blame('x: { colour: red, password: "hunter2" }', "colour")).join("\n");
    expect(rendered).toContain("colour");
    expect(rendered).not.toContain("hunter2");
  });

  it("has no frame where the whole file is meant", () => {
    expect(lines({ ...blame("", ""), from: 0, to: 0, hint: "Do." })).toEqual([
      "book.yml:1:1 error INV120 m",
      "    Do.",
      "",
    ]);
  });

  it("is coloured only when it is asked for", () => {
    expect(lines(blame("bad", "bad")).join()).not.toContain("\u001b");
    expect(lines(blame("bad", "bad"), true).join()).toContain("\u001b[31m^^^\u001b[39m");
  });
});

describe("many diagnostics", () => {
  it("are cut at a hundred, and counted all", () => {
    const all = Array.from({ length: 1_234 }, () => blame("bad", "bad"));
    expect(renderDiagnostics(all, { color: false })).toMatch(/\nand 1,134 more; --json prints all\n$/);
    expect(countDiagnostics(2, all)).toBe("2 files, 1,234 errors");
  });

  it("are counted by severity", () => {
    const warning = blame("bad", "bad", { severity: "warning" });
    expect(countDiagnostics(1, [])).toBe("1 file, no mistakes");
    expect(countDiagnostics(1, [warning])).toBe("1 file, 1 warning");
    expect(countDiagnostics(3, [blame("bad", "bad"), warning, warning])).toBe("3 files, 1 error, 2 warnings");
  });
});

describe("a diagnostic for programs", () => {
  it("has its place counted from 1", () => {
    expect(diagnosticRecord(blame("a: 1\n  bad: 2\n", "bad"))).toEqual({
      file: "book.yml",
      line: 2,
      column: 3,
      severity: "error",
      code: "INV120",
      message: "m",
      hint: "",
    });
  });
});
