import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";
import { spotAt } from "../../src/text/document.ts";
import { TEXT_LIMITS } from "../../src/text/limits.ts";
import { readYaml } from "../../src/text/yaml.ts";

const codes = (text: string) => readYaml(createSource("x.yml", text)).diagnostics.map(({ code }) => code);
const value = (text: string) => readYaml(createSource("x.yml", text)).document?.value;

describe("a text", () => {
  // YAML 1.2.2, 10.3.2: the core schema's tag resolution.
  it("is read by the core schema of YAML 1.2", () => {
    expect(value("a: [null, ~, true, False, 12, -3, 0o14, 0xC, 1e3, .5, yes, no, 0b1, 1_000]")).toEqual({
      a: [null, null, true, false, 12, -3, 12, 12, 1000, 0.5, "yes", "no", "0b1", "1_000"],
    });
  });

  it("keeps keys that mean something to JavaScript as keys", () => {
    const read = value("__proto__: { polluted: true }\nconstructor: 1\ntoString: 2\n") as object;
    expect(Object.keys(read)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("knows where each key and value stands", () => {
    const text = "steps:\n  - wait: { for: [hardware] }\n";
    const { document } = readYaml(createSource("x.yml", text));
    const { spot } = spotAt(document as NonNullable<typeof document>, "/steps/0/wait/for/0");
    expect(text.slice(spot.value.from, spot.value.to)).toBe("hardware");
    const { spot: wait } = spotAt(document as NonNullable<typeof document>, "/steps/0/wait");
    expect(text.slice(wait.key?.from, wait.key?.to)).toBe("wait");
  });

  it("nested deeper than any runbook is refused before it is parsed", () => {
    expect(codes("[".repeat(200_000))).toEqual(["INV104"]);
    expect(codes("- ".repeat(200_000))).toEqual(["INV104"]);
    expect(codes(Array.from({ length: 3_000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""))).toContain("INV104");
  });

  it("with more values than any runbook is refused", () => {
    expect(codes(`[${"1,".repeat(TEXT_LIMITS.nodes)}]`)).toEqual(["INV104"]);
  });

  it("cannot make aliases multiply", () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`).join("\n");
    const { document, diagnostics } = readYaml(createSource("x.yml", bomb));
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["INV113", "INV118"]));
    expect(JSON.stringify(document?.value).length).toBeLessThan(10_000);
  });
});

describe("slips", () => {
  it("do not shift the places of what follows them", () => {
    const text = "a:\n  b:1\n  c: [x-[1:2], y]\n  d: @e\n";
    const { diagnostics } = readYaml(createSource("x.yml", text));
    expect(diagnostics.map(({ from, to }) => text.slice(from, to))).toEqual(["@", "b:", "x-[1:2]"]);
  });

  it("are mended in thought, so that what follows is read as it was meant", () => {
    expect(value("a:\n  b:1\n  c: [x-[1:2], y]\nd\n  e: 5\n")).toEqual({
      a: { b: 1, c: ["x-[1:2]", "y"] },
      d: { e: 5 },
    });
    expect(value("a:\n\tb: 1\n\tc: 2\n")).toEqual({ a: { b: 1, c: 2 } });
    expect(value("- a: [x]\n    b: 1\n-c: 2\n")).toEqual([{ a: ["x"], b: 1 }, { c: 2 }]);
  });

  it("of which there are hundreds end all the same", () => {
    const text = `a:\n${"  b:1\n  c: 2\n".repeat(300)}`;
    const found = codes(text);
    expect(found.filter((code) => code === "INV111").length).toBeGreaterThan(50);
    expect(found).toContain("INV112");
  });
});

it("stays within the text where YAML binds an anchor to a node that begins before it", () => {
  const { diagnostics } = readYaml(createSource("x.yml", "[- &"));
  expect(diagnostics.map(({ code, from, to }) => [code, from, to])).toEqual([["INV110", 3, 4]]);
});

describe("whatever the text", () => {
  const fragment = fc.constantFrom(
    ..."[]{}:,-?&*!|>%@`#\"'\n\t ".split(""),
    ...["- ", ": ", "  ", "\n  ", "a", "name", "pc-[1:3]", "---\n", "...", "<<: ", "5", "\u0000", "\ud800", "\r\n"],
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join("")),
  );

  it("reading neither throws nor points outside of it", () => {
    fc.assert(
      fc.property(text, (written) => {
        const { document, diagnostics } = readYaml(createSource("x.yml", written));
        for (const { from, to } of diagnostics) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(from).toBeLessThanOrEqual(written.length);
        }
        expect(document !== null || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
