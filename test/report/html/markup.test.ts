import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html } from "../../../src/report/html/markup.ts";
import { hostileText, unshown } from "../hostile.ts";

/** HTML Living Standard, 13.2.5.72: what the five entities stand for. */
function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

describe("a hole in a template", () => {
  it("holds any text as text, in an element and in an attribute", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { text: made } = html`<p title="${text}">${text}</p>`;
        const found = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(made);
        expect(found).not.toBeNull();
        expect(unshown(unescaped(found?.[1] ?? ""))).toBe(text);
        expect(unshown(unescaped(found?.[2] ?? ""))).toBe(text);
        // A raw ampersand would begin an entity that nobody wrote.
        expect(made.replace(/&(?:lt|gt|quot|#39|amp);/g, "")).not.toContain("&");
      }),
    );
  });

  it("holds pieces and lists of them as they are, and nothing for null", () => {
    const items = ["<a>", 2].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${null}${false}`.text).toBe("<ul><li>&lt;a&gt;</li><li>2</li></ul>");
  });

  it("shows by its number what a browser would hide or obey", () => {
    expect(html`${"a\u202eb\u2028c\u0000"}`.text).toBe("a\\u{202e}b\\u{2028}c\\u{0}");
  });
});
