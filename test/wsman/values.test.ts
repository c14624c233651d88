import { describe, expect, it } from "vitest";
import { readInstance } from "../../src/wsman/values.ts";
import { parseXml } from "../../src/wsman/xml.ts";

const CLASS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/invagt/Sample";
const NAMESPACES = `xmlns:p="${CLASS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"`;
const sample = (properties: string) =>
  readInstance(parseXml(`<p:Sample ${NAMESPACES} xsi:type="p:Sample_Type">${properties}</p:Sample>`));
const value = (property: string) => sample(property).properties.get("X");

const REFERENCE = `<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address>
  <a:ReferenceParameters><w:ResourceURI> ${CLASS} </w:ResourceURI>
  <w:SelectorSet><w:Selector Name="Key">{1}</w:Selector><w:Selector Name="__proto__"> v </w:Selector></w:SelectorSet>
  </a:ReferenceParameters>`;

describe("an instance", () => {
  it("has the class of its element, and its properties by name", () => {
    const read = sample("<p:A>1</p:A><p:B>two</p:B>");
    expect(read.className).toBe("Sample");
    expect([...read.properties]).toEqual([
      ["A", "1"],
      ["B", "two"],
    ]);
  });

  it("ignores white space around, and children that are no properties ([MS-WSMV] 4.1.1)", () => {
    const read = sample(`\n <p:A>1</p:A>\n <cim:Location>${REFERENCE}</cim:Location><x xmlns="urn:other"/>`);
    expect([...read.properties.keys()]).toEqual(["A"]);
  });

  it("may have properties in the namespace of its base class", () => {
    const base = CLASS.replace("Sample", "Base");
    expect(value(`<b:X xmlns:b="${base}">1</b:X>`)).toBe("1");
  });
});

describe("a value (DSP0230 9.2)", () => {
  it.each([
    ["null", `<p:X xsi:nil="true"/>`, null],
    ["null, with the other word for truth", `<p:X xsi:nil="1"></p:X>`, null],
    ["empty text", "<p:X></p:X>", ""],
    ["empty text that says it is not null", `<p:X xsi:nil="false"/>`, ""],
    ["white space, which is not null", "<p:X> \t</p:X>", " \t"],
    ["text with references", "<p:X>a&amp;&#x20AC;<![CDATA[<]]></p:X>", "a&€<"],
    ["text with a simple type", `<p:X xsi:type="cim:cimString">s</p:X>`, "s"],
    ["an array of repeats", `<p:X>a</p:X><p:X xsi:nil="true"/><p:X>a</p:X>`, ["a", null, "a"]],
    ["an interval", "<p:X><cim:Interval>P1DT2H</cim:Interval></p:X>", { kind: "interval", text: "P1DT2H" }],
    ["a wildcard datetime, as text", "<p:X><cim:Datetime>****</cim:Datetime></p:X>", "****"],
    ["a time of day, as text", "<p:X><cim:Time>10:00:00</cim:Time></p:X>", "10:00:00"],
  ])("can be %s", (_name, xml, expected) => {
    expect(value(xml)).toEqual(expected);
  });

  it.each([
    ["<p:X><cim:Datetime>2013-04-15T16:28:43.488171Z</cim:Datetime></p:X>", 1_366_043_323_488_171n, 0],
    ["<p:X>\n<cim:Datetime>2013-04-15T16:28:43+09:00</cim:Datetime>\n</p:X>", 1_366_010_923_000_000n, 540],
    ["<p:X><cim:Datetime>2013-04-15T16:28:43</cim:Datetime></p:X>", 1_366_043_323_000_000n, null],
    ["<p:X><cim:CIM_DateTime>20130415162843.000000+000</cim:CIM_DateTime></p:X>", 1_366_043_323_000_000n, 0],
  ])("can be the datetime %s", (xml, micros, zone) => {
    expect(value(xml)).toMatchObject({ kind: "datetime", micros, zone });
  });

  it("can be a reference, bare or wrapped", () => {
    const expected = { kind: "reference", resourceUri: CLASS, selectors: { Key: "{1}", ["__proto__"]: " v " } };
    expect(value(`<p:X>${REFERENCE}</p:X>`)).toEqual(expected);
    expect(value(`<p:X><a:EndpointReference>${REFERENCE}</a:EndpointReference></p:X>`)).toEqual(expected);
  });

  it("can be an embedded object, with its own class and namespace", () => {
    const inner = CLASS.replace("Sample", "Inner");
    const read = value(`<p:X xmlns:e="${inner}" xsi:type="e:Inner_Type"><e:A>1</e:A><e:A>2</e:A></p:X>`);
    expect(read).toEqual({ kind: "instance", className: "Inner", properties: new Map([["A", ["1", "2"]]]) });
  });

  it("can be an embedded object without properties, or without a type", () => {
    expect(value(`<p:X xsi:type="p:Inner_Type"/>`)).toEqual({
      kind: "instance",
      className: "Inner",
      properties: new Map(),
    });
    expect(value("<p:X><p:A>1</p:A></p:X>")).toMatchObject({ kind: "instance", className: "X" });
  });
});

describe("a fragment of a query with named properties", () => {
  const read = readInstance(
    parseXml(
      `<w:XmlFragment ${NAMESPACES}><LastReportDate><Datetime>2013-04-15T16:28:43Z</Datetime></LastReportDate><Name>n</Name><No xsi:nil="true"/></w:XmlFragment>`,
    ),
    "Sample",
  );

  it("has no namespaces, and the class of the query", () => {
    expect(read.className).toBe("Sample");
    expect(read.properties.get("Name")).toBe("n");
    expect(read.properties.get("No")).toBeNull();
    expect(read.properties.get("LastReportDate")).toMatchObject({ kind: "datetime", micros: 1_366_043_323_000_000n });
  });
});
