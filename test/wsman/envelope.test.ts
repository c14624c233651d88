import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnvelopeWriter, operationTimeoutMs, type RequestParts } from "../../src/wsman/envelope.ts";
import { xml } from "../../src/wsman/markup.ts";
import { NS, resourceUri } from "../../src/wsman/namespaces.ts";
import { parseXml, type XmlElement } from "../../src/wsman/xml.ts";

const PARTS: RequestParts = { action: "urn:x/Get", resourceUri: "urn:r" };

function header(parts: RequestParts, timeoutMs = 30_000, write = createEnvelopeWriter()): XmlElement {
  const found = parseXml(write(parts, timeoutMs).bytes).child(NS.soap, "Header");
  if (found === null) throw new Error("no header");
  return found;
}

const text = (element: XmlElement, ns: string, local: string) => element.child(ns, local)?.text;
const understand = (element: XmlElement | null | undefined) => element?.attribute(NS.soap, "mustUnderstand");

describe("a request (DSP0226 5.4, [MS-WSMV] 3.1.4.1)", () => {
  it("has the headers that Windows demands, with mustUnderstand where it has to be", () => {
    const read = header(PARTS);
    expect(text(read, NS.addressing, "To")).toBe("http://localhost/wsman");
    expect(text(read, NS.addressing, "Action")).toBe("urn:x/Get");
    expect(text(read, NS.wsman, "ResourceURI")).toBe("urn:r");
    expect(text(read, NS.wsman, "MaxEnvelopeSize")).toBe("512000");
    const address = read.child(NS.addressing, "ReplyTo")?.child(NS.addressing, "Address");
    expect(address?.text).toBe("http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous");
    const demanding = [
      read.child(NS.addressing, "Action"),
      read.child(NS.wsman, "ResourceURI"),
      read.child(NS.wsman, "MaxEnvelopeSize"),
      address,
    ];
    expect(demanding.map(understand)).toEqual(["true", "true", "true", "true"]);
  });

  it("asks for a language without insisting: w:UnsupportedFeature would be the answer", () => {
    const read = header(PARTS, 30_000, createEnvelopeWriter({ locale: "de-DE" }));
    for (const locale of [read.child(NS.wsman, "Locale"), read.child(NS.microsoft, "DataLocale")]) {
      expect(locale?.attribute(NS.xml, "lang")).toBe("de-DE");
      expect(understand(locale)).toBe("false");
    }
  });

  it("has an id of its own, and its session's", () => {
    const write = createEnvelopeWriter();
    const [one, two] = [header(PARTS, 1_000, write), header(PARTS, 1_000, write)];
    const other = header(PARTS);
    const id = (read: XmlElement) => text(read, NS.addressing, "MessageID") ?? "";
    const session = (read: XmlElement) => text(read, NS.microsoft, "SessionId");
    expect(id(one)).toMatch(/^uuid:[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(new Set([id(one), id(two), id(other)]).size).toBe(3);
    expect(session(one)).toBe(session(two));
    expect(session(one)).not.toBe(session(other));
  });

  it("names keys in selectors, and has no set where there are none", () => {
    const set = header({ ...PARTS, selectors: { Key: "{1}", Other: `<&"'\n` } }).child(NS.wsman, "SelectorSet");
    expect(set?.children.map((selector) => [selector.attribute("", "Name"), selector.text])).toEqual([
      ["Key", "{1}"],
      ["Other", `<&"'\n`],
    ]);
    expect(header({ ...PARTS, selectors: {} }).child(NS.wsman, "SelectorSet")).toBeNull();
  });

  it("holds its body, and tells what the answer is recognised by", () => {
    const request = createEnvelopeWriter()({ ...PARTS, body: xml`<b xmlns="urn:b">${"<"}</b>` }, 1_000);
    const root = parseXml(request.bytes);
    expect(root.child(NS.soap, "Body")?.child("urn:b", "b")?.text).toBe("<");
    expect(request.answerAction).toBe("urn:x/GetResponse");
    expect(request.messageId).toBe(root.child(NS.soap, "Header")?.child(NS.addressing, "MessageID")?.text);
  });
});

describe("OperationTimeout", () => {
  it.each([
    [60_000, "PT55.000S"],
    [30_000, "PT27.000S"],
    [1_000, "PT0.750S"],
    [600_000, "PT60.000S"],
    [100, "PT0.001S"],
  ])("of %d ms is %s", (timeoutMs, expected) => {
    expect(text(header(PARTS, timeoutMs), NS.wsman, "OperationTimeout")).toBe(expected);
  });

  it("is above nothing, below our own deadline, and never above what a host grants", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 86_400_000 }), (timeoutMs) => {
        const granted = operationTimeoutMs(timeoutMs);
        expect(granted).toBeGreaterThanOrEqual(1);
        expect(granted).toBeLessThan(timeoutMs);
        expect(granted).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});

describe("the resource URI", () => {
  it("has slashes for backslashes, and no __cimnamespace", () => {
    expect(resourceUri("root\\ccm\\invagt", "InventoryActionStatus")).toBe(
      "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/invagt/InventoryActionStatus",
    );
  });
});
