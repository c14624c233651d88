import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { inYaml, samples } from "../../src/report/explain-samples.ts";

const span = { type: "string", pattern: "^\\d+s$" };

describe("samples of a schema", () => {
  it("are made for each shape, with every property filled in", () => {
    const listed = { type: "array", items: { anyOf: [{ const: "hardware" }, { const: "software" }] } };
    const schema = { anyOf: [span, { type: "object", properties: { for: listed, timeout: span } }, { type: "null" }] };
    expect(samples(schema)).toEqual(["90s", { for: ["hardware", "software"], timeout: "90s" }, null]);
  });

  it("show one of the words that may stand, and two of them in a list", () => {
    const word = { enum: ["discovery", "state-messages", "update-scan"] };
    expect(samples(word)).toEqual(["discovery"]);
    expect(samples({ type: "array", items: word })).toEqual([["discovery", "state-messages"]]);
  });

  it("are the schema's own examples where it has some", () => {
    expect(samples({ type: "string", pattern: "^q{9}$", examples: ["qqqqqqqqq"] })).toEqual(["qqqqqqqqq"]);
  });

  it("are refused for a shape that none is known for", () => {
    expect(() => samples({ type: "string", pattern: "^q{9}$" })).toThrow("q{9}");
    expect(() => samples({ type: "date" })).toThrow("date");
  });
});

describe("a value in YAML", () => {
  it("has no quotes around plain words", () => {
    expect(inYaml({ for: ["hardware"], timeout: "45m", namespace: "root\\cimv2", until: "gone" })).toBe(
      "{ for: [hardware], timeout: 45m, namespace: root\\cimv2, until: gone }",
    );
  });

  it("is read back as the same value by an independent reader of YAML", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("5E12345", "0012345", "0x1F", "true", "null", "1.5", "12:30", "a, b", "a: b", "- a", "~"),
    );
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.array(text, { minLength: 1 }),
      fc.record({ key: text }),
    );
    fc.assert(
      fc.property(value, (item) => {
        expect(parse(`it: ${inYaml(item)}`)).toEqual({ it: item });
      }),
    );
  });
});
