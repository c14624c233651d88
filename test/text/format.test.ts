import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatSource } from "../../src/app/format.ts";
import { createSource } from "../../src/model/source.ts";
import { runbookValue, untidily } from "../support/untidy.ts";

const format = (text: string): string => {
  const { fresh, diagnostics } = formatSource(createSource("x.yml", text));
  if (fresh === null) throw new Error(`${diagnostics.map(({ message }) => message).join("; ")} in\n${text}`);
  return fresh;
};

/** The line that holds a comment, and the next ones that are more than comment: a value may stand below its dash. */
function around(comment: string, form: string) {
  const lines = form.split("\n");
  const at = lines.findIndex((line) => line.endsWith(comment));
  const next = lines.slice(at + 1).filter((line) => !/^\s*(?:#.*)?$/.test(line));
  return { line: lines[at] ?? "", next: next.slice(0, 2).join("\n") };
}

describe("the canonical form of untidy runbooks", () => {
  it("a thousand times means what was meant, keeps each comment in its order, and is its own form", () => {
    fc.assert(
      fc.property(runbookValue, fc.gen(), (value, draw) => {
        const { text, comments } = untidily(value, draw);
        const form = format(text);
        expect(parse(form)).toEqual(value);
        const kept = form.split(/\r?\n/).flatMap((line) => /#[^#]*?\bc\d+\b.*$/.exec(line)?.[0] ?? []);
        expect(kept).toEqual(comments);
        expect(format(form)).toBe(form);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves a comment behind what it stood behind, and before what it stood before", () => {
    fc.assert(
      fc.property(runbookValue, fc.gen(), (value, draw) => {
        const { text, behind, before } = untidily(value, draw);
        const form = format(text).replaceAll("\r", "");
        for (const [comment, word] of behind) expect(around(comment, form).line).toContain(word);
        for (const [comment, word] of before)
          expect(around(comment, form).next.replaceAll('"', "")).toContain(word.replaceAll('"', ""));
      }),
      { numRuns: 300 },
    );
  });

  it("has even columns, one end of line, no blanks at the ends and no two empty lines", () => {
    fc.assert(
      fc.property(runbookValue, fc.gen(), (value, draw) => {
        const { text } = untidily(value, draw);
        const form = format(text);
        const windows = text.split("\r\n").length > 1;
        expect(form.split("\n").length - 1).toBe(form.split(windows ? "\r\n" : /(?<!\r)\n/).length - 1);
        for (const line of form.replaceAll("\r", "").split("\n")) {
          expect(line).toBe(line.trimEnd());
          expect((/^ */.exec(line) as RegExpExecArray)[0].length % 2).toBe(0);
        }
        expect(form).not.toMatch(/\n\r?\n\r?\n|^\r?\n|\n\r?\n$/);
        expect(form).toMatch(/[^\n]\n$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the canonical form", () => {
  it("keeps a block of text word for word, its own indents, blank lines and trailing blanks included", () => {
    const text = "about: |+\n     a\n      b  \n       \n\n     c\n\n\nsteps: [ ]\n";
    expect(parse(format(text))).toEqual(parse(text));
    expect(format(text)).toBe("about: |+\n  a\n   b  \n    \n\n  c\n\n\nsteps: []\n");
  });

  it("keeps blanks that are written out at the end of a folded line", () => {
    const text = 'about: "one\\ \n    two\\\n    three  \n    four"\n';
    expect(parse(format(text))).toEqual(parse(text));
    expect(format(format(text))).toBe(format(text));
  });

  it("leaves a text alone that is no map and no list, or has keys behind question marks", () => {
    expect(format("  just   words  \n")).toBe("  just   words  \n");
    expect(format("? name\n:   a\n")).toBe("? name\n:   a\n");
  });

  it("keeps the comments of an empty list in their order", () => {
    expect(format("a: [\n  # one\n] # two\nb: 1\n")).toBe("a: []\n# one\n# two\nb: 1\n");
  });

  it("keeps apart what ends a block of text from the comments behind it", () => {
    const text = "a: |+\n  b\n\n...\n\n# c\n";
    expect(parse(format(text))).toEqual(parse(text));
    expect(format("a:   b\n...\n")).toBe("a: b\n");
  });

  it("takes the line ends of most lines, CRLF or LF", () => {
    expect(format("name:  a\r\nsteps: [ ]\r\nowner: b\n")).toBe("name: a\r\nsteps: []\r\nowner: b\r\n");
    expect(format("name:  a\nsteps: [ ]\nowner: b\r\n")).toBe("name: a\nsteps: []\nowner: b\n");
  });

  it("keeps comments in one column that stood in one column, when their lines move", () => {
    const text = "targets:\n      hosts:\n      - a       # one\n      - bcd     # two\n      - e # near\n";
    expect(format(text)).toBe("targets:\n  hosts:\n    - a       # one\n    - bcd     # two\n    - e # near\n");
  });

  it("takes lists in brackets apart only where they do not fit, and never puts one together", () => {
    const hosts = (count: number) => Array.from({ length: count }, (_, index) => `pc-${index}`).join(", ");
    const fits = `hosts: [${hosts(17)}]\n`;
    expect(fits.length).toBeLessThanOrEqual(121);
    expect(format(fits)).toBe(fits);
    const lines = format(`hosts: [${hosts(18)}]\n`).split("\n");
    expect(lines[0]).toBe("hosts:");
    expect(format("hosts:\n  - a\n")).toBe("hosts:\n  - a\n");
  });
});

describe("the examples", () => {
  it.each(readdirSync("runbooks").filter((name) => name.endsWith(".yml")))("%s is in its form", (name) => {
    const text = readFileSync(`runbooks/${name}`, "utf8");
    expect(format(text)).toBe(text);
  });
});
