import { describe, expect, it } from "vitest";
import { ask, clientOf, faultOf, part } from "./asking.ts";
import { ENUMERATION, enumerateAll, HARDWARE, SOFTWARE, STATUS_URI, wql, written } from "./caller.ts";

const OPTIMIZED = "<w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>";
const DMTF_CLIENT = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/SMS_Client";

/** DSP0226 8.7; the reference as the documentation of Windows prints one of Win32_Service. */
describe("EnumerationMode", () => {
  it("EnumerateEPR gives references by which the instances can be asked for", () => {
    const { text } = ask(
      clientOf("healthy"),
      enumerateAll(`${OPTIMIZED}<w:EnumerationMode>EnumerateEPR</w:EnumerationMode>`, STATUS_URI),
    );
    expect(text).toContain(
      `<w:Items><a:EndpointReference><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><a:ReferenceParameters><w:ResourceURI>${STATUS_URI}</w:ResourceURI><w:SelectorSet><w:Selector Name="InventoryActionID">${HARDWARE}</w:Selector></w:SelectorSet></a:ReferenceParameters></a:EndpointReference></w:Items>`,
    );
    expect(text).not.toContain("LastReportDate");
  });

  it("EnumerateObjectAndEPR wraps both in an Item", () => {
    const { text } = ask(
      clientOf("healthy"),
      enumerateAll(`${OPTIMIZED}<w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode>`, STATUS_URI),
    );
    expect(text).toMatch(
      /<w:Items><w:Item><p:InventoryActionStatus .+<\/p:InventoryActionStatus><a:EndpointReference>.+<\/a:EndpointReference><\/w:Item><\/w:Items>/,
    );
  });

  it("names a class of the DMTF's URI by that URI and its namespace", () => {
    const { text } = ask(
      clientOf("healthy"),
      written({
        action: `${ENUMERATION}/Enumerate`,
        uri: DMTF_CLIENT,
        selectors: { __cimnamespace: "root/ccm" },
        body: `<n:Enumerate>${OPTIMIZED}<w:EnumerationMode>EnumerateObjectAndEPR</w:EnumerationMode></n:Enumerate>`,
      }),
    );
    expect(text).toContain(`xmlns:p="${DMTF_CLIENT}"`);
    expect(text).toContain(
      `<w:ResourceURI>${DMTF_CLIENT}</w:ResourceURI><w:SelectorSet><w:Selector Name="__cimnamespace">root/ccm</w:Selector></w:SelectorSet>`,
    );
  });
});

describe("Enumerate, Pull and Release", () => {
  it("gives one item in the first optimized answer and the rest by Pull", () => {
    const client = clientOf("healthy");
    const first = ask(client, wql("select * from InventoryActionStatus")).text;
    expect(first.match(/<p:InventoryActionStatus /g)).toHaveLength(1);
    expect(first).toContain("<w:Items>");
    const context = part(first, /<n:EnumerationContext>([^<]+)</) as string;
    const rest = ask(client, pull(context, "<n:MaxElements>32000</n:MaxElements>")).text;
    expect(rest.match(/<p:InventoryActionStatus /g)).toHaveLength(2);
    expect(rest).toMatch(/<n:PullResponse><n:Items>.*<\/n:Items><n:EndOfSequence\/><\/n:PullResponse>/);
    expect(faultOf(ask(client, pull(context)).text)).toEqual({
      subcode: "n:InvalidEnumerationContext",
      code: 0x8033801b,
    });
  });

  it("ends at once, with an empty context, where there is one item or none", () => {
    const one = ask(
      clientOf("healthy"),
      wql(`select * from InventoryActionStatus where InventoryActionID='${SOFTWARE}'`),
    );
    expect(one.text).toMatch(/<n:EnumerationContext><\/n:EnumerationContext><w:Items>.+<\/w:Items><w:EndOfSequence\/>/);
    const none = ask(clientOf("healthy"), wql("select * from InventoryActionStatus where InventoryActionID='x'"));
    expect(none.text).toContain("<w:Items></w:Items><w:EndOfSequence/>");
  });

  it("gives a context alone without the optimization, and one item a Pull without MaxElements", () => {
    const client = clientOf("healthy");
    const first = ask(client, enumerateAll("", STATUS_URI)).text;
    expect(first).not.toContain("Items");
    const context = part(first, /<n:EnumerationContext>([^<]+)</) as string;
    expect(ask(client, pull(context)).text.match(/<p:InventoryActionStatus /g)).toHaveLength(1);
    const released = ask(
      client,
      written({ action: `${ENUMERATION}/Release`, uri: STATUS_URI, body: release(context) }),
    );
    expect(released.status).toBe(200);
    expect(client.enumerations.open).toBe(0);
  });

  it("projects into a fragment whose children have no namespace", () => {
    const { text } = ask(
      clientOf("healthy"),
      wql("select LastReportDate, InventoryActionID from InventoryActionStatus"),
    );
    expect(text).toMatch(
      /<w:XmlFragment [^>]*><InventoryActionID>\{[-0-9]+\}<\/InventoryActionID><LastReportDate><Datetime>[^<]+Z<\/Datetime><\/LastReportDate><\/w:XmlFragment>/,
    );
  });

  it.each([
    ["an absent class", "healthy", wql("select * from NoSuchClass"), "n:CannotProcessFilter", 0x8033801a],
    [
      "an absent namespace",
      "no-client",
      wql("select * from InventoryActionStatus"),
      "n:CannotProcessFilter",
      0x8033801a,
    ],
    ["a bad query", "healthy", wql("drop everything"), "n:CannotProcessFilter", 0x8033801a],
    [
      "a filter beside a class",
      "healthy",
      enumerateAll(
        '<w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">select * from C</w:Filter>',
        STATUS_URI,
      ),
      "w:InvalidResourceURI",
      0x803380fb,
    ],
    [
      "an enumeration mode that DSP0226 does not have",
      "healthy",
      enumerateAll("<w:EnumerationMode>EnumerateNothing</w:EnumerationMode>", STATUS_URI),
      "w:UnsupportedFeature",
      0x80338042,
    ],
    [
      "an unknown dialect",
      "healthy",
      enumerateAll('<w:Filter Dialect="urn:other">x</w:Filter>'),
      "n:FilterDialectRequestedUnavailable",
      0x80338019,
    ],
  ] as const)("refuses %s", (_, kind, request, subcode, code) => {
    expect(faultOf(ask(clientOf(kind), request).text)).toEqual({ subcode, code });
  });
});

function pull(context: string, inside = ""): string {
  const body = `<n:Pull><n:EnumerationContext>${context}</n:EnumerationContext>${inside}</n:Pull>`;
  return written({ action: `${ENUMERATION}/Pull`, uri: STATUS_URI, body });
}

function release(context: string): string {
  return `<n:Release><n:EnumerationContext>${context}</n:EnumerationContext></n:Release>`;
}
