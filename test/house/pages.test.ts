import { expect, it } from "vitest";
import { pages } from "../../scripts/pages/index.ts";
import { samples } from "../../scripts/pages/sample.ts";
import { read } from "./tree.ts";

it.each(pages())("$path is what `npm run generate` makes of the program", ({ path, text }) => {
  expect(read(path)).toBe(text);
});

it("a sample is made for each shape of an input, with every property filled in", () => {
  const span = { type: "string", pattern: "^\\d+s$" };
  const listed = { type: "array", items: { anyOf: [{ const: "hardware" }, { const: "software" }] } };
  const schema = { anyOf: [span, { type: "object", properties: { for: listed, timeout: span } }, { type: "null" }] };
  expect(samples(schema)).toEqual(["90s", { for: ["hardware", "software"], timeout: "90s" }, null]);
});

it("a shape that no sample is known for is said so", () => {
  expect(() => samples({ type: "string", pattern: "^q{9}$" })).toThrow("q{9}");
});
