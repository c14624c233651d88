import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SimClient } from "../../src/sim/client.ts";
import type { KindName } from "../../src/sim/kinds.ts";
import { kinds } from "../../src/sim/kinds.ts";
import { readMessage, serve } from "../../src/sim/wsman.ts";
import { FakeClock } from "../support/fake-clock.ts";
import {
  CLIENT_URI,
  deleteRow,
  ENUMERATION,
  enumerateAll,
  HARDWARE,
  readRow,
  SOFTWARE,
  STATUS_URI,
  TRANSFER,
  trigger,
  wql,
  written,
} from "./caller.ts";

const clients: SimClient[] = [];

function clientOf(kind: KindName, { seed = 1, clock = new FakeClock() } = {}): SimClient {
  const client = new SimClient({ name: "pc-1.corp.example", kind, clock, seed, cycleMs: [1_000, 1_000] });
  clients.push(client);
  return client;
}

function ask(client: SimClient, text: string) {
  const message = readMessage(text);
  if (message === null) throw new Error("the request is no XML");
  return serve(client, message, 1);
}

function part(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** Subcode and code of a fault in whichever shape, as the documents have them. */
function faultOf(text: string) {
  const code = part(text, /<f:WSManFault [^>]*Code="(\d+)"/) ?? part(text, /<p:error_Code>(\d+)</);
  return { subcode: part(text, /<s:Subcode><s:Value>([^<]*)</), code: Number(code) };
}

afterAll(() => {
  for (const client of clients) client.close();
});

describe("Get", () => {
  it("gives a row as Windows writes it: properties in order, Datetime in UTC, related to the request", () => {
    const request = written({
      action: `${TRANSFER}/Get`,
      uri: STATUS_URI,
      selectors: { inventoryactionid: HARDWARE },
      id: "uuid:11111111-2222-3333-4444-555555555555",
    });
    const { status, text } = ask(clientOf("healthy"), request);
    expect(status).toBe(200);
    expect(text).toContain(`<a:Action>${TRANSFER}/GetResponse</a:Action>`);
    expect(text).toContain("<a:RelatesTo>uuid:11111111-2222-3333-4444-555555555555</a:RelatesTo>");
    expect(text).toMatch(
      /<p:InventoryActionStatus [^>]*xmlns:p="http:\/\/schemas\.microsoft\.com\/wbem\/wsman\/1\/wmi\/root\/ccm\/invagt\/InventoryActionStatus"[^>]*xsi:type="p:InventoryActionStatus_Type">/,
    );
    const order = [...text.matchAll(/<p:(\w+)>/g)].map((match) => match[1]);
    expect(order).toEqual([
      "InventoryActionID",
      "LastCycleStartedDate",
      "LastMajorReportVersion",
      "LastMinorReportVersion",
      "LastReportDate",
    ]);
    expect(text).toMatch(/<p:LastReportDate><cim:Datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/cim:Datetime>/);
  });

  it.each([
    ["an absent row", "fresh", readRow()],
    ["an absent namespace, alike", "no-client", readRow()],
    ["a namespace that is absent below a present one, alike", "broken-client", readRow()],
  ] as const)("%s is 0x80338000", (_, kind, request) => {
    const { status, text } = ask(clientOf(kind), request);
    expect([status, faultOf(text)]).toEqual([500, { subcode: "a:DestinationUnreachable", code: 0x80338000 }]);
  });

  it("wants keys but of a singleton", () => {
    const noKey = ask(clientOf("healthy"), written({ action: `${TRANSFER}/Get`, uri: STATUS_URI }));
    expect(faultOf(noKey.text).code).toBe(0x803380fa);
    const singleton = ask(clientOf("healthy"), written({ action: `${TRANSFER}/Get`, uri: CLIENT_URI }));
    expect(singleton.text).toMatch(/<p:ClientVersion>5\.00\.\d{4}\.\d{4}<\/p:ClientVersion>/);
  });

  it("takes the DMTF URI with a namespace selector, and refuses two namespaces", () => {
    const dmtf = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/InventoryActionStatus";
    const selectors = { InventoryActionID: HARDWARE, __cimnamespace: "root/ccm/invagt" };
    const ok = ask(clientOf("healthy"), written({ action: `${TRANSFER}/Get`, uri: dmtf, selectors }));
    expect(ok.status).toBe(200);
    const clash = { ...selectors, __cimnamespace: "root/cimv2" };
    const two = ask(clientOf("healthy"), written({ action: `${TRANSFER}/Get`, uri: STATUS_URI, selectors: clash }));
    expect(faultOf(two.text)).toEqual({ subcode: "w:InternalError", code: 0x8033813b });
  });

  it("names the computer, with nil for null and arrays repeated", () => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_ComputerSystem";
    const { text } = ask(clientOf("healthy"), enumerateAll("<w:OptimizeEnumeration/>", uri));
    expect(text).toContain("<p:DNSHostName>pc-1</p:DNSHostName><p:Domain>corp.example</p:Domain><p:Name>PC-1</p:Name>");
    expect(text).toContain('<p:UserName xsi:nil="true"/>');
    expect(text).toContain("<p:Roles>LM_Workstation</p:Roles><p:Roles>LM_Server</p:Roles>");
  });
});

describe("Delete", () => {
  it("deletes once; the second time nothing is there", () => {
    const client = clientOf("healthy");
    const first = ask(client, deleteRow());
    expect(first.status).toBe(200);
    expect(first.text).toContain(`<a:Action>${TRANSFER}/DeleteResponse</a:Action>`);
    expect(first.text).toContain("<s:Body></s:Body>");
    expect(faultOf(ask(client, deleteRow()).text).code).toBe(0x80338000);
    expect(client.deeds.list.filter(({ deed }) => deed === "delete").map(({ result }) => result)).toEqual([
      "done",
      "absent",
    ]);
  });

  it("is beyond a provider that cannot", () => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_ComputerSystem";
    const request = written({ action: `${TRANSFER}/Delete`, uri, selectors: { Name: "PC-1" } });
    expect(faultOf(ask(clientOf("healthy"), request).text).code).toBe(0x80338102);
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

describe("Invoke", () => {
  it("triggers a schedule and returns 0, dropped or not", () => {
    const client = clientOf("healthy");
    for (const result of ["queued", "dropped"]) {
      const { text } = ask(client, trigger());
      expect(text).toContain(`<a:Action>${CLIENT_URI}/TriggerScheduleResponse</a:Action>`);
      expect(text).toMatch(
        /<p:TriggerSchedule_OUTPUT [^>]*><p:ReturnValue>0<\/p:ReturnValue><\/p:TriggerSchedule_OUTPUT>/,
      );
      expect(client.deeds.list.at(-1)).toMatchObject({ deed: "trigger", subject: HARDWARE, result });
    }
  });

  it("tells the assigned site", () => {
    const body = `<p:GetAssignedSite_INPUT xmlns:p="${CLIENT_URI}"/>`;
    const request = written({ action: `${CLIENT_URI}/GetAssignedSite`, uri: CLIENT_URI, body });
    expect(ask(clientOf("healthy"), request).text).toContain("<p:sSiteCode>P01</p:sSiteCode>");
  });

  it.each([
    ["an unknown method", `${CLIENT_URI}/NoSuchMethod`, "<x/>", "a:ActionNotSupported", 0x80338013],
    ["another class in the action", "urn:other/TriggerSchedule", "<x/>", "w:ActionMismatch", 0x80338031],
    ["a body that does not fit", `${CLIENT_URI}/TriggerSchedule`, "<x/>", "w:SchemaValidationError", 0x80338041],
  ])("refuses %s", (_, action, body, subcode, code) => {
    const request = written({ action, uri: CLIENT_URI, body });
    expect(faultOf(ask(clientOf("healthy"), request).text)).toEqual({ subcode, code });
  });

  it("knows no schedule that is not in the client's policy", () => {
    const { text } = ask(clientOf("healthy"), trigger("{00000000-0000-0000-0000-000000000999}"));
    expect(faultOf(text).code).toBe(0x80041002);
  });
});

describe("headers", () => {
  it.each([
    ["no ReplyTo", { ReplyTo: "" }, "a:MessageInformationHeaderRequired", 0x80338011],
    ["no To", { To: "" }, "a:MessageInformationHeaderRequired", 0x80338011],
    [
      "an empty MessageID",
      { MessageID: "<a:MessageID></a:MessageID>" },
      "a:InvalidMessageInformationHeader",
      0x8033800f,
    ],
    [
      "another place to reply to",
      { ReplyTo: "<a:ReplyTo><a:Address>http://elsewhere/</a:Address></a:ReplyTo>" },
      "w:UnsupportedFeature",
      0x80338076,
    ],
    [
      "a demanded locale",
      { Locale: '<w:Locale xml:lang="en-US" s:mustUnderstand="true"/>' },
      "w:UnsupportedFeature",
      0x80338087,
    ],
    [
      "too small an envelope",
      { MaxEnvelopeSize: "<w:MaxEnvelopeSize>8191</w:MaxEnvelopeSize>" },
      "w:EncodingLimit",
      0x8033807e,
    ],
    ["an unknown demand", { Own: '<o:Own xmlns:o="urn:o" s:mustUnderstand="1"/>' }, undefined, 0x80338010],
  ])("%s is refused", (_, headers, subcode, code) => {
    const request = written({ action: `${TRANSFER}/Get`, uri: CLIENT_URI, headers });
    expect(faultOf(ask(clientOf("healthy"), request).text)).toEqual({ subcode, code });
  });
});

describe("faults", () => {
  const bySeed = (style: string) => {
    for (let seed = 1; seed < 50; seed += 1) {
      const client = clientOf("no-client", { seed });
      if (client.speaker.style === style) return client;
    }
    throw new Error(`no client speaks in ${style}`);
  };

  it("of WMI come nested in older hosts, with the extended status", () => {
    const { text } = ask(bySeed("nested"), readRow());
    expect(text).toMatch(
      /<f:WSManFault [^>]*Code="2150858752"[^>]*><f:Message><f:ProviderFault provider="WMI Provider"/,
    );
    expect(text).toContain("<p:Operation>GetObject</p:Operation>");
    expect(text).toContain("/faultDetail/InvalidResourceURI</w:FaultDetail>");
  });

  it("of WMI come as a CIM error in newer ones, without a WSManFault", () => {
    const { text } = ask(bySeed("cim-error"), readRow());
    expect(text).toContain("<p:CIMStatusCode>6</p:CIMStatusCode>");
    expect(text).toContain("<p:MessageID>HRESULT 0x80338000</p:MessageID>");
    expect(text).not.toContain("WSManFault");
  });

  it.each([
    ["japanese", "ja-JP", readRow(SOFTWARE)],
    ["german", "de-DE", readRow(HARDWARE)],
  ] as const)("a %s client words them in its own language, under the same code", (kind, language, request) => {
    const { text } = ask(clientOf(kind), request);
    expect(text).toContain(`<s:Text xml:lang="${language}">`);
    expect(text).not.toContain("Nothing on this host");
    expect(faultOf(text).code).toBe(0x80338000);
  });

  it("of quota come so often and no more, before anything is done", () => {
    const client = clientOf("quota");
    expect(faultOf(ask(client, deleteRow()).text)).toEqual({ subcode: "w:InternalError", code: 0x803381a6 });
    expect(ask(client, deleteRow()).status).toBe(200);
  });

  it("of access stand in the client's namespaces alone", () => {
    expect(faultOf(ask(clientOf("access-denied"), readRow()).text)).toEqual({
      subcode: "w:AccessDenied",
      code: 0x80338104,
    });
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_ComputerSystem";
    expect(ask(clientOf("access-denied"), enumerateAll("", uri)).status).toBe(200);
  });
});

describe("kinds that never report", () => {
  let provisioning: string;
  beforeAll(() => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/default/StdRegProv";
    const body = `<p:GetStringValue_INPUT xmlns:p="${uri}"><p:hDefKey>2147483650</p:hDefKey><p:sSubKeyName>SOFTWARE\\Microsoft\\CCM\\CcmExec</p:sSubKeyName><p:sValueName>ProvisioningMode</p:sValueName></p:GetStringValue_INPUT>`;
    provisioning = written({ action: `${uri}/GetStringValue`, uri, body });
  });

  it("say so in the registry under provisioning mode", () => {
    expect(ask(clientOf("provisioning"), provisioning).text).toContain("<p:sValue>true</p:sValue>");
    expect(ask(clientOf("healthy"), provisioning).text).toContain("<p:sValue>false</p:sValue>");
    expect(kinds.provisioning.expected.steps.at(-1)).toBe("failed");
  });

  it("have no InventoryAction where an inventory is switched off", () => {
    const uri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/policy/machine/actualconfig/*";
    const query = `select * from InventoryAction where InventoryActionID='${SOFTWARE}'`;
    const filter = `<w:OptimizeEnumeration/><w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">${query}</w:Filter>`;
    expect(ask(clientOf("no-software-inventory"), enumerateAll(filter, uri)).text).toContain("<w:Items></w:Items>");
    expect(ask(clientOf("healthy"), enumerateAll(filter, uri)).text).toContain(
      "<p:Description>Software</p:Description>",
    );
  });
});

function pull(context: string, inside = ""): string {
  const body = `<n:Pull><n:EnumerationContext>${context}</n:EnumerationContext>${inside}</n:Pull>`;
  return written({ action: `${ENUMERATION}/Pull`, uri: STATUS_URI, body });
}

function release(context: string): string {
  return `<n:Release><n:EnumerationContext>${context}</n:EnumerationContext></n:Release>`;
}
