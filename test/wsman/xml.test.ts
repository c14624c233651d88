import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { decodeText, parseXml, XML_LIMITS } from "../../src/wsman/xml.ts";

const code = (expected: string) => expect.objectContaining({ code: expected, delivered: "maybe" });

describe("parseXml", () => {
  it("finds elements and attributes by namespace, whatever the prefix", () => {
    const root = parseXml(`<a xmlns="urn:1" xmlns:p="urn:2" k="v" p:k="w"><p:b/><b xmlns="urn:2">x</b><b>y</b></a>`);
    expect([root.ns, root.local, root.attribute("", "k"), root.attribute("urn:2", "k")]).toEqual([
      "urn:1",
      "a",
      "v",
      "w",
    ]);
    expect(root.attribute("urn:1", "k")).toBeNull();
    expect(root.children.map((child) => child.ns)).toEqual(["urn:2", "urn:2", "urn:1"]);
    expect(root.child("urn:1", "b")?.text).toBe("y");
    expect(root.child("urn:3", "b")).toBeNull();
  });

  it("resolves prefixes where they stand, inner declarations first", () => {
    const inner = parseXml(`<a xmlns="urn:0" xmlns:p="urn:1" xmlns:q="urn:2"><p:b xmlns:p="urn:3"/></a>`).children[0];
    expect(["p", "q", "", "z", "toString"].map((prefix) => inner?.resolve(prefix))).toEqual([
      "urn:3",
      "urn:2",
      "urn:0",
      null,
      null,
    ]);
  });

  it("joins text around children and CDATA, and keeps white space", () => {
    expect(parseXml("<a> x<b>no</b>&#65;<![CDATA[<&]]>\r\n</a>").text).toBe(" xA<&\n");
  });

  it("skips declaration, comments and processing instructions", () => {
    const root = parseXml(`<?xml version="1.0" encoding="utf-8"?><!-- c --><a><?p i?><!-- c --></a>`);
    expect([root.local, root.text, root.children.length]).toEqual(["a", "", 0]);
  });

  it.each([
    "",
    " ",
    "text",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a b=1/>",
    "<a b='1' b='2'/>",
    "<p:a/>",
    "<a>&nbsp;</a>",
    "<a>&#0;</a>",
    "<a>\u0001</a>",
    "<html><p>404</html>",
    `<a xmlns:p="u" xmlns:q="u" p:k="" q:k=""/>`,
  ])("refuses %j as malformed", (text) => {
    expect(() => parseXml(text)).toThrow(code("INV602"));
  });

  it.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>`],
    ["an external one", `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`],
    ["depth", "<a>".repeat(XML_LIMITS.depth + 1)],
    ["elements", `<a>${"<b/>".repeat(XML_LIMITS.elements)}</a>`],
    ["attributes", `<a ${Array.from({ length: XML_LIMITS.attributes + 1 }, (_, at) => `k${at}=""`).join(" ")}/>`],
    ["length", `<a>${" ".repeat(XML_LIMITS.characters)}</a>`],
  ])("refuses %s beyond what is read", (_name, text) => {
    expect(() => parseXml(text)).toThrow(code("INV603"));
  });

  it("reads up to its limits", () => {
    const { depth, attributes } = XML_LIMITS;
    expect(parseXml("<a>".repeat(depth) + "</a>".repeat(depth)).local).toBe("a");
    const names = Array.from({ length: attributes }, (_, at) => `k${at}="${at}"`);
    expect(parseXml(`<a ${names.join(" ")}><b ${names.join(" ")}/></a>`).attribute("", "k9")).toBe("9");
  });

  it("does not repeat the host's bytes in its message", () => {
    expect(() => parseXml("<a></secret>")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });

  it("throws nothing but a Fault, whatever the bytes", () => {
    const base = `<?xml version="1.0"?><s:E xmlns:s="urn:s"><s:B k="v"><![CDATA[x]]>&amp;</s:B><!--c--></s:E>`;
    const pieces = fc.constantFrom("<", ">", "&", ";", '"', "]]>", "<!", "<?", "xmlns:s=''", "\0", "\u{1F600}", "é");
    const mutated = fc
      .tuple(fc.nat(base.length), fc.nat(6), fc.array(pieces, { maxLength: 3 }))
      .map(([at, cut, added]) => Buffer.from(base.slice(0, at) + added.join("") + base.slice(at + cut)));
    const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(fc.oneof(mutated, bytes), (document) => {
        try {
          expect(parseXml(document).local).not.toBe("");
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("decodeText", () => {
  const text = "<a>äΩ😀</a>";
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  const type = (charset: string) => `application/soap+xml;charset=${charset}`;

  it.each([
    ["UTF-8 by default", Buffer.from(text), null],
    ["UTF-8 by name", Buffer.from(text), `application/soap+xml; Charset="UTF-8"`],
    ["UTF-8 by mark", Buffer.from(`\ufeff${text}`), type("utf-16")],
    ["UTF-16 by little-endian mark", Buffer.concat([Buffer.from([0xff, 0xfe]), little]), null],
    ["UTF-16 by big-endian mark", Buffer.concat([Buffer.from([0xfe, 0xff]), big]), type("utf-8")],
    ["UTF-16 by name, little-endian", little, type("UTF-16")],
    ["UTF-16 by name, big-endian", big, type("utf-16")],
    ["UTF-16LE", little, type("utf-16le")],
    ["UTF-16BE", big, type("utf-16be")],
  ])("reads %s", (_name, bytes, contentType) => {
    expect(decodeText(bytes, contentType)).toBe(text);
  });

  it.each([
    ["broken UTF-8", Buffer.from([0x3c, 0xc3, 0x28]), null],
    ["half a UTF-16 unit", little.subarray(1), type("utf-16le")],
    ["half a UTF-16 unit, big-endian", big.subarray(1), type("utf-16be")],
    ["a lone surrogate", Buffer.from([0x00, 0xd8]), type("utf-16le")],
    ["an unknown charset", Buffer.from(text), type("shift_jis")],
  ])("refuses %s as INV604", (_name, bytes, contentType) => {
    expect(() => decodeText(bytes, contentType)).toThrow(code("INV604"));
  });
});
