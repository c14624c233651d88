import { describe, expect, it } from "vitest";
import type { Annotation } from "../../src/report/annotation.ts";
import { codeQuality } from "../../src/report/code-quality.ts";

const mistake: Annotation = {
  level: "error",
  code: "INV120",
  title: "an unknown key",
  lines: ["unknown key `ownr`", "Did you mean `owner`?"],
  place: { file: "full.yml", line: 3, column: 1 },
};
const read = (annotations: readonly Annotation[]) => JSON.parse(codeQuality(annotations, (file) => `runbooks/${file}`));

// docs.gitlab.com, ci/testing/code_quality, Code Quality report format.
describe("a report of GitLab Code Quality", () => {
  it("has of each mistake the properties that GitLab asks for", () => {
    expect(read([mistake])).toEqual([
      {
        description: "INV120 an unknown key\nunknown key `ownr`\nDid you mean `owner`?",
        check_name: "INV120",
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: "major",
        location: { path: "runbooks/full.yml", lines: { begin: 3 } },
      },
    ]);
  });

  it("weighs by GitLab's own words", () => {
    const levels = (["error", "warning", "notice"] as const).map((level) => ({ ...mistake, level }));
    expect(read(levels).map(({ severity }: { severity: string }) => severity)).toEqual(["major", "minor", "info"]);
  });

  it("knows a mistake again where it has moved to another line, and no two for one", () => {
    const moved = { ...mistake, place: { file: "full.yml", line: 9, column: 1 } };
    const prints = (annotations: readonly Annotation[]): string[] =>
      read(annotations).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(prints([moved])).toEqual(prints([mistake]));
    expect(new Set(prints([mistake, moved, { ...mistake, lines: [] }])).size).toBe(3);
  });

  it("leaves out what has no place, and is an empty list where nothing is left", () => {
    expect(read([{ ...mistake, place: null }])).toEqual([]);
    expect(read([])).toEqual([]);
  });

  it("shows what a terminal would obey, and holds no command of another pipeline", () => {
    const text = codeQuality([{ ...mistake, lines: ["##vso[task.complete]\u001b[2J"] }], (file) => file);
    expect(text.replaceAll("\n", "")).not.toMatch(/##vso|\p{C}/u);
    expect(JSON.parse(text)[0].description).toContain("#\\u{23}vso[task.complete]\\u{1b}[2J");
  });
});
