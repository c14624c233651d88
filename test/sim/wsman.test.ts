import { describe, expect, it } from "vitest";
import { ask, clientOf, faultOf } from "./asking.ts";
import {
  CLIENT_URI,
  deleteRow,
  enumerateAll,
  HARDWARE,
  readRow,
  STATUS_URI,
  TRANSFER,
  trigger,
  written,
} from "./caller.ts";

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
