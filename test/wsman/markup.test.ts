import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeXml, join, xml, xmlName } from "../../src/wsman/markup.ts";
import { parseXml } from "../../src/wsman/xml.ts";

const xmlText = fc
  .string({ unit: "binary" })
  .filter((text) => /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text));

describe("xml``", () => {
  it("escapes every character that markup or normalisation would change", () => {
    expect(String(xml`<a b="${`&<>"'`}">${"\r\n\t"}</a>`)).toBe('<a b="&amp;&lt;&gt;&quot;&apos;">&#13;&#10;&#9;</a>');
  });

  it("lets markup and numbers in as they are", () => {
    const items = ["a", "b<"].map((name) => xml`<i>${name}</i>`);
    expect(String(xml`<l n="${2}">${items}${join(items)}${xml`<e/>`}</l>`)).toBe(
      '<l n="2"><i>a</i><i>b&lt;</i><i>a</i><i>b&lt;</i><e/></l>',
    );
  });

  it("writes any text so that it reads back the same, as text and as attribute", () => {
    fc.assert(
      fc.property(xmlText, (text) => {
        const element = parseXml(String(xml`<a b="${text}">${text}</a>`));
        expect(element.text).toBe(text);
        expect(element.attribute("", "b")).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["\0", "\u0008", "\u001b", "\ufffe", "\uffff", "\ud800", "a\udc00b"])("refuses %j as INV609", (text) => {
    expect(() => escapeXml(text)).toThrow(expect.objectContaining({ code: "INV609", delivered: "no" }));
  });

  it("keeps a character beyond the basic plane", () => {
    expect(escapeXml("𐀀")).toBe("𐀀");
  });
});

describe("xmlName", () => {
  it.each(["SMS_Client", "__ExtendedStatus", "a1"])("takes %s", (name) => {
    expect(String(xmlName(name))).toBe(name);
  });

  it.each(["", "1a", "a b", "a:b", "a>", "a/", "x\n", "é"])("refuses %j as INV609", (name) => {
    expect(() => xmlName(name)).toThrow(expect.objectContaining({ code: "INV609" }));
  });
});
