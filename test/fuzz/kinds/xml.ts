import { escapeXml } from "../../../src/wsman/markup.ts";
import { NS } from "../../../src/wsman/namespaces.ts";
import { decodeText, parseAnyXml, parseXml, type XmlElement } from "../../../src/wsman/xml.ts";
import { envelope, faultBody, serviceFault } from "../../wsman/answers.ts";
import { type Kind, same, verdictOf } from "../kind.ts";
import { markupMutators } from "../mutations/markup.ts";
import { soapWords } from "../words.ts";

const SAMPLES = [
  envelope({ body: "<a b='1'>text<c/>more &amp; more</a>" }),
  envelope({ body: faultBody({ subcode: "wsm:TimedOut", detail: serviceFault(2150858793, "late") }) }),
  `<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="urn:a" xmlns:b="urn:b"><b:c d="e" b:f='g'/><!-- h --><![CDATA[<i>]]></a>`,
  "<a xml:space='preserve'> &#x41;&#13;\r\n<b xmlns=''>ä\u{1f4a5}</b></a>",
];

/** What the reader tells of a tree. */
function told({ ns, local, text, children }: XmlElement): unknown {
  return [ns, local, text, children.map(told)];
}

/** The tree as a document, without attributes; text goes before children. */
function written({ ns, local, text, children }: XmlElement): string {
  const inside = `${escapeXml(text)}${children.map(written).join("")}`;
  if (ns === NS.xml) return `<xml:${local}>${inside}</xml:${local}>`;
  if (ns === "") return `<${local} xmlns="">${inside}</${local}>`;
  return `<n:${local} xmlns:n="${escapeXml(ns)}">${inside}</n:${local}>`;
}

/** Documents: the quick reader and the parser proper agree, and what was read can be written and read again. */
export const xmlDocuments: Kind = {
  samples: [...SAMPLES.map((text) => Buffer.from(text)), Buffer.from(`\ufeff${SAMPLES[2]}`, "utf16le")],
  words: soapWords,
  text: true,
  structures: markupMutators,
  try: (input) =>
    verdictOf(() => {
      const text = decodeText(input, null);
      const tree = parseXml(text);
      same(told(tree), told(parseAnyXml(text)), "the two readers");
      same(told(parseXml(written(tree))), told(tree), "written and read again");
    }),
};
