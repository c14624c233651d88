import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlainXml } from "../../src/wsman/plain-xml.ts";
import { parseAnyXml, parseXml, XML_LIMITS, type XmlElement } from "../../src/wsman/xml.ts";

const PREFIXES = ["", "p", "q", "xml", "xmlns"];
const NAMES = ["a", "b", "p", "q", "xmlns", "lang", "__proto__"];
const SPACES = [
  "",
  "urn:1",
  "urn:2",
  " urn:1",
  "http://www.w3.org/XML/1998/namespace",
  "http://www.w3.org/2000/xmlns/",
];

/** All that can be asked of an element and what is below it. */
function told(element: XmlElement): unknown {
  return {
    ns: element.ns,
    local: element.local,
    text: element.text,
    resolved: PREFIXES.map((prefix) => element.resolve(prefix)),
    attributes: SPACES.flatMap((ns) => NAMES.map((name) => element.attribute(ns, name))),
    found: SPACES.flatMap((ns) => NAMES.map((name) => element.children.indexOf(element.child(ns, name) as XmlElement))),
    children: element.children.map(told),
  };
}

/** What the parser proper makes of a text, or null where it refuses it. */
function judged(text: string): unknown {
  try {
    return told(parseAnyXml(text));
  } catch {
    return null;
  }
}

/** Mostly of the first, since one odd thing anywhere makes a whole document odd. */
const mostly = (usual: fc.Arbitrary<string>, odd: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd });

const local = mostly(fc.constantFrom("a", "b"), fc.constant("é"));
const name = fc.oneof(
  local,
  fc.tuple(fc.constantFrom("p", "q", "xml"), local).map((parts) => parts.join(":")),
);
const declaration = mostly(
  fc.constantFrom('xmlns="urn:1"', 'xmlns=""', 'xmlns:p="urn:1"', 'xmlns:p="urn:2"', "xmlns:q='urn:2'"),
  fc
    .tuple(fc.constantFrom("xmlns", "xmlns:p", "xmlns:xml", "xmlns:xmlns"), fc.constantFrom(...SPACES))
    .map(([key, uri]) => `${key}="${uri}"`),
);
const value = mostly(
  fc.constantFrom("", "x", ">", "'", " ", "ü"),
  fc.constantFrom("&lt;", "a\tb", "<", "]]>", "\u{1F600}", "\u0001"),
);
const attribute = fc.tuple(name, value).map(([key, text]) => `${key}="${text}"`);
const piece = mostly(
  fc.constantFrom("", "x", " ", "\n", "y z", ">", "é"),
  fc.constantFrom("&amp;", "\r\n", "<!--c-->", "<![CDATA[d]]>", "<?i?>", "]]>", "\u0001", "\uFFFE", "&x;", "<!x>"),
);
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.array(fc.oneof(declaration, attribute), { maxLength: 4 }),
      mostly(fc.constantFrom("", " "), fc.constant("\n")),
      fc.array(fc.oneof({ maxDepth: 3 }, piece, tie("element")), { maxLength: 4 }),
    )
    .map(([tag, attributes, gap, content]) => {
      const opening = [tag, ...new Set(attributes)].join(" ") + gap;
      return content.length === 0 ? `<${opening}/>` : `<${opening}>${content.join("")}</${tag}${gap}>`;
    }),
}));
const bound = element.map((inner) => `<a xmlns="urn:1" xmlns:p="urn:2" xmlns:q="urn:1">${inner}</a>`);
const prolog = mostly(
  fc.constantFrom("", `<?xml version="1.0" encoding="utf-8"?>`, " "),
  fc.constantFrom("<?xml version='1.0'?>", ` <?xml version="1.0"?>`, "\ufeff", "x", "\u00a0"),
);
const document = fc
  .tuple(prolog, fc.oneof(element, bound), mostly(fc.constantFrom("", "\n"), fc.constantFrom("<a/>", "x")))
  .map((parts) => parts.join(""));
/** A document with a stretch of it taken away or overwritten. */
const damaged = fc
  .tuple(bound, fc.nat(120), fc.nat(4), fc.constantFrom("", "<", ">", "/", '"', "=", " ", ":", "</a>", "<a>"))
  .map(([text, at, cut, put]) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + cut));

describe("readPlainXml", () => {
  it("reads what it reads exactly as the parser proper does, and nothing that this refuses", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(document, damaged), (text) => {
        const plain = readPlainXml(text, XML_LIMITS);
        if (plain === null) return;
        read++;
        expect(told(plain)).toEqual(judged(text));
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it.each([
    [
      "elements in each other, with attributes",
      `<a xmlns:p="urn:1" k="v" p:k='w'> <p:b p:k="" k="" /><b>x<c/>y</b>\n</a>`,
    ],
    ["a declaration", `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<a/>`],
    ["xml:lang, as Windows writes it", `<s:E xml:lang="en-US" xmlns:s="urn:s"><s:B/></s:E>`],
    ["texts beyond ASCII", "<a>Größe Ω 検</a>"],
    ["an empty default namespace", `<a xmlns="urn:1"><b xmlns=""/></a>`],
  ])("reads %s by itself", (_name, text) => {
    const plain = readPlainXml(text, XML_LIMITS);
    expect(plain).not.toBeNull();
    expect(told(plain as XmlElement)).toEqual(judged(text));
  });

  it.each([
    ["a reference", "<a>&amp;</a>"],
    ["CDATA", "<a><![CDATA[x]]></a>"],
    ["a comment", "<a><!-- --></a>"],
    ["a document type", "<!DOCTYPE a><a/>"],
    ["a carriage return", "<a>\r\n</a>"],
    ["a character beyond the plane", "<a>\u{1F600}</a>"],
    ["a name beyond ASCII", "<é/>"],
    ["white space that an attribute normalises", `<a b="x\ty"/>`],
    ["an unbound prefix", "<p:a/>"],
    ["an attribute twice by its namespace", `<a xmlns:p="u" xmlns:q="u" p:k="" q:k=""/>`],
    ["an element too many", "<a/><a/>"],
    ["a tag that is not closed", "<a>"],
    ["nothing", ""],
  ])("leaves %s to the parser proper", (_name, text) => {
    expect(readPlainXml(text, XML_LIMITS)).toBeNull();
  });

  it("leaves what is beyond a limit to the parser proper, which refuses it", () => {
    const limits = { depth: 2, elements: 3, attributes: 1, characters: 100 };
    for (const text of ["<a><a><a/></a></a>", "<a><b/><b/><b/></a>", `<a b="" c=""/>`]) {
      expect(readPlainXml(text, limits)).toBeNull();
      expect(() => parseXml(text, limits)).toThrow(expect.objectContaining({ code: "INV603" }));
    }
    expect(readPlainXml(`<a b=""><b><c/></b></a>`, { ...limits, depth: 3 })).not.toBeNull();
  });
});
