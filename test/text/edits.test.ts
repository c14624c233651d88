import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, type Edit } from "../../src/text/edits.ts";

describe("edits", () => {
  it("change a text, and every kept character still knows where it stood", () => {
    const place = fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom("", " ", '"', "abc"));
    fc.assert(
      fc.property(fc.string(), fc.array(place), (text, steps) => {
        const edits: Edit[] = [];
        let at = 0;
        for (const [gap, remove, insert] of steps) {
          at += gap + 1;
          if (at + remove > text.length) break;
          edits.push({ at, remove, insert: insert.toUpperCase() });
          at += remove;
        }
        const { text: edited, original } = applyEdits(text, edits);
        const inserted = edits.reduce((sum, edit) => sum + edit.insert.length - edit.remove, 0);
        expect(edited).toHaveLength(text.length + inserted);
        // Walk both texts side by side, by the definition of an edit.
        let from = 0;
        let to = 0;
        for (const edit of [...edits, { at: text.length, remove: 0, insert: "" }]) {
          for (; from < edit.at; from += 1, to += 1) {
            expect(edited[to]).toBe(text[from]);
            expect(original(to)).toBe(from);
          }
          from += edit.remove;
          to += edit.insert.length;
        }
      }),
    );
  });
});
