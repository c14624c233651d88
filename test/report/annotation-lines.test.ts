import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Annotation, fewAnnotations } from "../../src/report/annotation.ts";
import { annotationLines } from "../../src/report/annotation-lines.ts";
import { printable } from "../../src/report/printable.ts";
import { readAzure, readGithub } from "../support/pipeline-readers.ts";

const pathOf = (file: string) => file;
const github = (annotation: Annotation) => annotationLines([annotation], { dialect: "github", pathOf })[0] as string;
const azure = (annotation: Annotation) => annotationLines([annotation], { dialect: "azure", pathOf })[0] as string;

const mistake: Annotation = {
  level: "error",
  code: "INV120",
  title: "an unknown key",
  lines: ["unknown key `ownr`", "Did you mean `owner`?"],
  place: { file: "runbooks/full, all:100%.yml", line: 3, column: 1 },
};

/** What somebody would write into a name or a message to have it obeyed. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "::",
        ":",
        "##",
        "#",
        "[",
        "]",
        "##[",
        "##vso[",
        "task.setvariable variable=a;",
        ";",
        ",",
        "=",
        "%",
      ),
      fc.constantFrom(
        "%0A",
        "%0D",
        "%25",
        "%3A",
        "%2C",
        "%3B",
        "%5D",
        "%AZP25",
        "%25AZP25",
        "\r",
        "\n",
        "\r\n",
        " ",
        "\u2028",
      ),
      fc.constantFrom(
        "::error::",
        "::set-output name=a::",
        "::stop-commands::x",
        "::add-mask::a",
        "##[set-env name=A]b",
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

const annotations: fc.Arbitrary<Annotation> = fc.record({
  level: fc.constantFrom("error", "warning", "notice"),
  code: fc.constantFrom(null, "INV702"),
  title: hostile,
  lines: fc.array(hostile, { maxLength: 3 }),
  place: fc.option(fc.record({ file: hostile, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) })),
});

describe("a line for GitHub", () => {
  // actions/toolkit, docs/commands.md and packages/core/src/command.ts.
  it("names file, line and column, and escapes what the toolkit escapes", () => {
    expect(github(mistake)).toBe(
      "::error file=runbooks/full%2C all%3A100%25.yml,line=3,col=1,title=INV120 an unknown key::unknown key `ownr`%0ADid you mean `owner`?",
    );
  });

  it("names no place where there is none", () => {
    expect(github({ ...mistake, level: "notice", place: null, code: null, lines: ["100%"] })).toBe(
      "::notice title=an unknown key::100%25",
    );
  });

  it("is one command with these texts and nothing else, whatever stands in them", () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        const { level, code, title, lines, place } = annotation;
        const line = github(annotation);
        expect(line).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
        const read = readGithub(line);
        const head = printable((code === null ? title : `${code} ${title}`).trim());
        const told = lines.length === 0 ? [code === null ? title : `${code} ${title}`] : lines;
        expect(read?.command).toBe(level);
        expect(read?.text).toBe(told.map(printable).join("\n"));
        const where =
          place === null ? {} : { file: printable(place.file), line: `${place.line}`, col: `${place.column}` };
        const given = Object.entries({ ...where, title: head }).filter(([, value]) => value !== "");
        expect(read?.properties).toEqual(Object.fromEntries(given));
        expect(readAzure(line, true)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a line for Azure", () => {
  // learn.microsoft.com, Logging commands, LogIssue.
  it("names path, line, column and code", () => {
    const place = { file: "/src/a;b].yml", line: 3, column: 1 };
    expect(azure({ ...mistake, place })).toBe(
      "##vso[task.logissue type=error;sourcepath=/src/a%3Bb%5D.yml;linenumber=3;columnnumber=1;code=INV120;]an unknown key%0Aunknown key `ownr`%0ADid you mean `owner`?",
    );
  });

  it("knows errors and warnings alone", () => {
    expect(azure({ ...mistake, level: "notice", place: null })).toMatch(
      /^##vso\[task\.logissue type=warning;code=INV120;\]INV120 an /,
    );
  });

  it("leaves a percent sign as it is that no agent would take for an escape", () => {
    expect(azure({ ...mistake, place: null, lines: ["max-failed (2%), %0A"] })).toContain("max-failed (2%), %AZP250A");
  });

  it("is one command with these texts and nothing else, whatever stands in them", () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        const { level, code, title, lines, place } = annotation;
        const line = azure(annotation);
        expect(line).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
        const read = readAzure(line, true);
        const head = place === null && code !== null ? `${code} ${title}` : title;
        expect(read?.command).toBe("task.logissue");
        expect(read?.text).toBe([head, ...lines].map(printable).join("\n"));
        const where =
          place === null
            ? {}
            : { sourcepath: printable(place.file), linenumber: `${place.line}`, columnnumber: `${place.column}` };
        const type = level === "error" ? "error" : "warning";
        const given = Object.entries({ type, ...where, code: code ?? "" }).filter(([, value]) => value !== "");
        expect(read?.properties).toEqual(Object.fromEntries(given));
        // An agent that decodes no percent signs shows more of them, and obeys no more.
        expect(readAzure(line, false)?.command).toBe("task.logissue");
        expect(readAzure(line.slice(line.indexOf("]") + 1), true)).toBeNull();
        expect(readGithub(line)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("few annotations", () => {
  const many = (level: Annotation["level"], count: number) =>
    Array.from({ length: count }, (_, at): Annotation => ({ ...mistake, level, title: `${at}` }));

  it("are ten of each level at most, and the last says how many there are besides", () => {
    const few = fewAnnotations([...many("warning", 3), ...many("error", 34)], "See the log.");
    expect(few.map(({ title }) => title)).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "and 25 more",
      "0",
      "1",
      "2",
    ]);
    expect(few[9]).toMatchObject({ level: "error", place: null, lines: ["See the log."] });
  });

  it("are all of them where there are ten", () => {
    expect(fewAnnotations(many("error", 10), "")).toEqual(many("error", 10));
  });
});
