import { expect, it } from "vitest";
import { modulesBelow } from "./tree.ts";

it("every export of src has a doc comment", () => {
  const bare = modulesBelow("src").flatMap(({ path, text }) => {
    const lines = text.split("\n");
    return (
      lines
        .map((line, index) => ({ line, before: lines[index - 1] ?? "", place: `${path}:${index + 1}` }))
        .filter(({ line }) => /^export (async |abstract )*(function|const|class|interface|type) \w/.test(line))
        // A type read off a value shares the value's comment.
        .filter(({ line }) => !/^export type \w+ = \(?(typeof|keyof typeof|Static<typeof)\b/.test(line))
        .filter(({ before }) => !before.trimEnd().endsWith("*/"))
        .map(({ place, line }) => `${place} ${line.slice(0, 60)}`)
    );
  });
  expect(bare).toEqual([]);
});
