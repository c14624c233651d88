import { describe, expect, expectTypeOf, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { Session } from "../../src/model/session.ts";
import { createClient, type WsmanClient } from "../../src/wsman/client.ts";
import { NS } from "../../src/wsman/namespaces.ts";
import { envelope, faultBody, serviceFault, soap } from "./answers.ts";
import { type Sent, scripted, type Turn } from "./fake-transport.ts";

const LIMITS = { signal: new AbortController().signal, timeoutMs: 30_000 };
const CLASS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/invagt/InventoryActionStatus";
const PATH = { namespace: "root\\ccm\\invagt", className: "InventoryActionStatus", keys: { InventoryActionID: "{1}" } };
const uri = ({ header }: Sent) => header.child(NS.wsman, "ResourceURI")?.text;
const selectors = ({ header }: Sent) =>
  header.child(NS.wsman, "SelectorSet")?.children.map((one) => [one.attribute("", "Name"), one.text]);
const hostFault =
  (code: number): Turn =>
  ({ messageId }) =>
    soap(envelope({ relatesTo: messageId, body: faultBody({ detail: serviceFault(code) }) }), 500);

it("a client is a session", () => {
  expectTypeOf<WsmanClient>().toExtend<Session>();
});

describe("get (DSP0226 7.3)", () => {
  it("asks for the instance by its keys, repeatably, and reads it", async () => {
    const transport = scripted(
      () => `<q:InventoryActionStatus xmlns:q="${CLASS}"><q:A>1</q:A></q:InventoryActionStatus>`,
    );
    const read = await createClient(transport).get(PATH, LIMITS);
    expect([...read.properties]).toEqual([["A", "1"]]);
    const [sent] = transport.sent as [Sent];
    expect(sent.action).toBe("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get");
    expect(sent.contentType).toBe("application/soap+xml;charset=UTF-8");
    expect([uri(sent), selectors(sent), sent.body.children.length]).toEqual([CLASS, [["InventoryActionID", "{1}"]], 0]);
    expect(sent.options).toEqual({ ...LIMITS, repeatable: true });
  });

  it("is INV701 for an absent instance, INV605 for an empty answer", async () => {
    const client = createClient(scripted(hostFault(0x80338000), () => ""));
    await expect(client.get(PATH, LIMITS)).rejects.toMatchObject({
      code: "INV701",
      message:
        'Reading root\\ccm\\invagt:InventoryActionStatus.InventoryActionID="{1}" failed: no such object on the host (0x80338000 ERROR_WSMAN_RESOURCE_NOT_FOUND).',
    });
    await expect(client.get(PATH, LIMITS)).rejects.toMatchObject({ code: "INV605" });
  });

  it("gives the connection up when an answer belongs to another request", async () => {
    const transport = scripted(() => soap(envelope({ relatesTo: "uuid:other", body: "<a/>" })));
    await expect(createClient(transport).get(PATH, LIMITS)).rejects.toMatchObject({ code: "INV606", retryable: true });
    expect([transport.rested, transport.connected]).toEqual([1, false]);
  });
});

describe("delete (DSP0226 7.5)", () => {
  it("names the instance by all its keys, repeatably", async () => {
    const transport = scripted(() => "");
    await createClient(transport).delete(PATH, LIMITS);
    const [sent] = transport.sent as [Sent];
    expect(sent.action).toBe("http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete");
    expect([uri(sent), selectors(sent), sent.body.children.length]).toEqual([CLASS, [["InventoryActionID", "{1}"]], 0]);
    expect(sent.options.repeatable).toBe(true);
  });

  it("tells a host that is too old from a provider that cannot", async () => {
    const client = createClient(scripted(hostFault(0x80338013), hostFault(0x80338102)));
    await expect(client.delete(PATH, LIMITS)).rejects.toMatchObject({ code: "INV712", delivered: "yes" });
    await expect(client.delete(PATH, LIMITS)).rejects.toMatchObject({ code: "INV705", delivered: "yes" });
  });

  it("is in doubt when the host ran out of time", async () => {
    const client = createClient(scripted(hostFault(0x80338029)));
    await expect(client.delete(PATH, LIMITS)).rejects.toMatchObject({ code: "INV710", delivered: "maybe" });
  });
});

describe("invoke ([MS-WSMV] 4.1.4)", () => {
  const path = { namespace: "root\\ccm", className: "SMS_Client" };
  const sms = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/SMS_Client";

  it("sends the method's input once, and reads its output", async () => {
    const transport = scripted(() => `<o:Do_OUTPUT xmlns:o="${sms}"><o:ReturnValue>0</o:ReturnValue></o:Do_OUTPUT>`);
    const output = await createClient(transport).invoke(path, "Do", { a: "<1>", list: ["x", "y"], none: [] }, LIMITS);
    expect([...output.properties]).toEqual([["ReturnValue", "0"]]);
    const [sent] = transport.sent as [Sent];
    expect([sent.action, uri(sent), selectors(sent)]).toEqual([`${sms}/Do`, sms, undefined]);
    const input = sent.body.child(sms, "Do_INPUT");
    expect(input?.children.map(({ ns, local, text }) => [ns, local, text])).toEqual([
      [sms, "a", "<1>"],
      [sms, "list", "x"],
      [sms, "list", "y"],
    ]);
    expect(sent.options.repeatable).toBe(false);
  });

  it("sends an empty input where the method has none, and keys for an instance", async () => {
    const transport = scripted(() => `<o:Do_OUTPUT xmlns:o="${sms}"/>`);
    const output = await createClient(transport).invoke({ ...path, keys: { K: "1" } }, "Do", {}, LIMITS);
    expect(output.properties.size).toBe(0);
    const [sent] = transport.sent as [Sent];
    expect(sent.body.child(sms, "Do_INPUT")?.children).toEqual([]);
    expect(selectors(sent)).toEqual([["K", "1"]]);
  });

  it("is in doubt where the answer is no output", async () => {
    const client = createClient(scripted(() => "<o:Do_INPUT xmlns:o='urn:o'/>"));
    await expect(client.invoke(path, "Do", {}, LIMITS)).rejects.toMatchObject({ code: "INV605", delivered: "maybe" });
  });

  it("sends nothing where a name or value cannot be written", async () => {
    const transport = scripted();
    const client = createClient(transport);
    const refused = { code: "INV609", delivered: "no" };
    await expect(client.invoke(path, "Do><x", {}, LIMITS)).rejects.toMatchObject(refused);
    await expect(client.invoke(path, "Do", { "a b": "" }, LIMITS)).rejects.toMatchObject(refused);
    await expect(client.invoke(path, "Do", { a: "\0" }, LIMITS)).rejects.toMatchObject(refused);
    expect(transport.requests).toBe(0);
  });
});

describe("identify (DSP0226 11)", () => {
  const answer = (profiles: string) =>
    soap(
      envelope({
        body: `<i:IdentifyResponse xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"><i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion><i:ProductVendor>Some Vendor</i:ProductVendor><i:ProductVersion>OS: 10.0.1 SP: 0.0 Stack: 3.0</i:ProductVersion>${profiles}</i:IdentifyResponse>`,
      }),
    );

  it("sends no addressing headers, and reads what the service says of itself", async () => {
    const profiles =
      "<i:SecurityProfiles><i:SecurityProfileName> urn:basic </i:SecurityProfileName></i:SecurityProfiles>";
    const transport = scripted(
      () => answer(profiles),
      () => answer(""),
    );
    const client = createClient(transport);
    expect(await client.identify(LIMITS)).toEqual({
      protocolVersion: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
      vendor: "Some Vendor",
      version: "OS: 10.0.1 SP: 0.0 Stack: 3.0",
      securityProfiles: ["urn:basic"],
    });
    expect((await client.identify(LIMITS)).securityProfiles).toEqual([]);
    const [sent] = transport.sent as [Sent];
    expect(sent.header.children).toEqual([]);
    expect(sent.body.child(NS.identity, "Identify")).not.toBeNull();
    expect(sent.options.repeatable).toBe(true);
  });
});

describe("the connection", () => {
  it("is the transport's: its faults pass, its state shows", async () => {
    const lost = new Fault("INV901", "cut");
    const transport = scripted(
      () => Promise.reject(lost),
      () => "<a xmlns='urn:a'/>",
    );
    const client = createClient(transport);
    await expect(client.get(PATH, LIMITS)).rejects.toBe(lost);
    expect([client.requests, client.connected]).toEqual([1, false]);
    await client.get(PATH, LIMITS);
    expect([client.requests, client.connected]).toEqual([2, true]);
    client.rest();
    expect([transport.rested, client.connected]).toEqual([1, false]);
    client.close();
    expect(client.connected).toBe(false);
  });
});
