import { expect, it } from "vitest";
import { foldLines, section } from "../../src/report/explain-page.ts";
import { createPaint } from "../../src/report/paint.ts";

const paint = createPaint(false);

it("prose is broken at its spaces and goes on where it began", () => {
  expect(foldLines(["  one two three"], 10)).toBe("  one two\n  three\n");
  expect(foldLines(["  - one two three"], 10)).toBe("  - one\n    two\n    three\n");
  expect(foldLines(["key  one two"], 9)).toBe("key  one\n     two\n");
});

it("what is there to be copied stays on its line, however long", () => {
  expect(foldLines([{ verbatim: "one two three" }], 5)).toBe("one two three\n");
});

it("nothing is broken where there is no width", () => {
  const line = "word ".repeat(100).trimEnd();
  expect(foldLines([line], null)).toBe(`${line}\n`);
});

it("a section without lines has no heading either", () => {
  expect(section("Causes", [], paint)).toEqual([]);
  expect(section("Causes", ["one"], paint)).toEqual(["", "Causes", "  one"]);
});
