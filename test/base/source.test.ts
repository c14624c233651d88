import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";

describe("a source", () => {
  it("answers for every offset the line and column that counting gives", () => {
    const text = fc
      .array(fc.constantFrom("a", "\n", "\r\n", "é", "😀", ""), { maxLength: 50 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (written) => {
        const source = createSource("x", written);
        let line = 1;
        let column = 1;
        for (let offset = 0; offset <= written.length; offset += 1) {
          expect(source.place(offset)).toEqual({ line, column });
          if (written[offset] === "\n") {
            line += 1;
            column = 1;
          } else column += 1;
        }
      }),
    );
  });

  it("gives its lines without their ends, and nothing beyond the last", () => {
    const source = createSource("x", "a\r\nb\n\nc");
    expect([1, 2, 3, 4, 5].map((line) => source.line(line))).toEqual(["a", "b", "", "c", ""]);
    expect([1, 2, 3, 4, 5].map((line) => source.offset(line))).toEqual([0, 3, 5, 6, 7]);
  });
});
