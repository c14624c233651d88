import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { createClient } from "../../src/wsman/client.ts";
import { NS } from "../../src/wsman/namespaces.ts";
import { envelope, faultBody, serviceFault, soap } from "./answers.ts";
import { type Sent, scripted, type Turn } from "./fake-transport.ts";

const LIMITS = { signal: new AbortController().signal, timeoutMs: 30_000 };
const CLASS = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/Row";
const WQL = "select * from Row where Name = 'a<b'";
const rows = (...names: readonly string[]) =>
  names.map((name) => `<r:Row xmlns:r="${CLASS}"><r:Name>${name}</r:Name></r:Row>`).join("");
const context = (name: string) => `<en:EnumerationContext>${name}</en:EnumerationContext>`;
const opened =
  (name: string, items: string, end = ""): Turn =>
  () =>
    `<en:EnumerateResponse>${context(name)}<wsm:Items>${items}</wsm:Items>${end}</en:EnumerateResponse>`;
const pulled =
  (inner: string): Turn =>
  () =>
    `<en:PullResponse>${inner}</en:PullResponse>`;
const items = (...names: readonly string[]) => `<en:Items>${rows(...names)}</en:Items>`;
const failed =
  (code: number): Turn =>
  ({ messageId }) =>
    soap(envelope({ relatesTo: messageId, body: faultBody({ detail: serviceFault(code) }) }), 500);
const END = "<en:EndOfSequence/>";
const verbs = (sent: readonly Sent[]) => sent.map(({ action }) => action.slice(action.lastIndexOf("/") + 1));
const contexts = (sent: readonly Sent[]) =>
  sent.map(({ body }) => body.children[0]?.child(NS.enumeration, "EnumerationContext")?.text ?? null);

async function query(...turns: readonly Turn[]) {
  const transport = scripted(...turns);
  const result = createClient(transport).query("root\\ccm", WQL, LIMITS);
  const names = await result.then(
    (found) => found.map((row) => row.properties.get("Name")),
    (fault: unknown) => fault,
  );
  return { names, transport };
}

describe("a query (DSP0226 8.2, 8.4)", () => {
  it("is one request where everything fits in the first answer", async () => {
    const { names, transport } = await query(opened("", rows("a"), "<wsm:EndOfSequence/>"));
    expect(names).toEqual(["a"]);
    const [sent] = transport.sent as [Sent];
    const message = sent.body.child(NS.enumeration, "Enumerate");
    expect(sent.action).toBe("http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate");
    expect(sent.header.child(NS.wsman, "ResourceURI")?.text).toBe(
      "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/ccm/*",
    );
    expect(sent.header.child(NS.wsman, "SelectorSet")).toBeNull();
    expect(message?.child(NS.wsman, "OptimizeEnumeration")).not.toBeNull();
    expect(message?.child(NS.wsman, "MaxElements")?.text).toBe("32000");
    expect(message?.child(NS.wsman, "Filter")?.text).toBe(WQL);
    expect(message?.child(NS.wsman, "Filter")?.attribute("", "Dialect")).toBe(
      "http://schemas.microsoft.com/wbem/wsman/1/WQL",
    );
  });

  it("finds nothing where nothing is", async () => {
    expect((await query(opened("", "", "<wsm:EndOfSequence/>"))).names).toEqual([]);
    expect((await query(() => `<en:EnumerateResponse><wsm:EndOfSequence/></en:EnumerateResponse>`)).names).toEqual([]);
  });

  it("pulls until the end, through empty pages, with the newest context", async () => {
    const { names, transport } = await query(
      opened("one", rows("a")),
      pulled(`${context("two")}${items("b", "c")}`),
      pulled(""),
      pulled(`${items("d")}${END}`),
    );
    expect(names).toEqual(["a", "b", "c", "d"]);
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Pull", "Pull", "Pull"]);
    expect(contexts(transport.sent)).toEqual([null, "one", "two", "two"]);
    expect(transport.sent.map(({ options }) => options.repeatable)).toEqual([true, false, false, false]);
    expect(transport.sent[1]?.body.child(NS.enumeration, "Pull")?.child(NS.enumeration, "MaxElements")?.text).toBe(
      "32000",
    );
  });

  it("gives fragments the class of the query", async () => {
    const fragment = "<wsm:XmlFragment><Name>n</Name></wsm:XmlFragment>";
    const transport = scripted(opened("", fragment, "<wsm:EndOfSequence/>"));
    const [row] = await createClient(transport).query("root\\ccm", "SELECT Name\nFROM Row", LIMITS);
    expect(row).toEqual({ kind: "instance", className: "Row", properties: new Map([["Name", "n"]]) });
  });

  it("shares its time among its messages", async () => {
    let now = 1_000;
    const clock = { now: () => 0, monotonic: () => now, sleep: () => Promise.resolve() };
    const later =
      (turn: Turn): Turn =>
      (sent) => {
        now += 20_000;
        return turn(sent);
      };
    const transport = scripted(later(opened("one", "")), later(pulled("")), pulled(END));
    await createClient(transport, { clock }).query("root\\ccm", WQL, LIMITS);
    expect(transport.sent.map(({ options }) => options.timeoutMs)).toEqual([30_000, 10_000, 1]);
    expect(transport.sent.map(({ options }) => options.operationMs)).toEqual([30_000, 30_000, 30_000]);
  });

  it("is INV702 for an unknown class or namespace, by either code", async () => {
    expect((await query(failed(0x8033801a))).names).toMatchObject({ code: "INV702" });
    expect((await query(failed(0x80338000))).names).toMatchObject({ code: "INV702" });
  });

  it("is INV605 where an answer says neither how to go on nor that it is the end", async () => {
    expect((await query(opened(" ", rows("a")))).names).toMatchObject({ code: "INV605" });
    expect((await query(() => "")).names).toMatchObject({ code: "INV605" });
  });
});

describe("a query given up", () => {
  it("is released when it has too many results", async () => {
    const transport = scripted(opened("one", rows("a", "b")), pulled(`${context("two")}${items("c")}`), () => "");
    const client = createClient(transport, { enumeration: { items: 2, pages: 10, bytes: 100_000 } });
    await expect(client.query("root\\ccm", WQL, LIMITS)).rejects.toMatchObject({
      code: "INV608",
      message: "Querying root\\ccm (select * from Row where Name = 'a<b') was given up: it has more than 2 results.",
    });
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Pull", "Release"]);
    expect(contexts(transport.sent)).toEqual([null, "one", "two"]);
  });

  it("is released when its answers are too long together", async () => {
    const transport = scripted(opened("one", rows("a".repeat(600))), pulled(items("b".repeat(600))), () => "");
    const client = createClient(transport, { enumeration: { items: 9, pages: 9, bytes: 2_500 } });
    await expect(client.query("root\\ccm", WQL, LIMITS)).rejects.toMatchObject({
      code: "INV608",
      message: expect.stringContaining("more than 2500 bytes"),
    });
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Pull", "Release"]);
  });

  it("is released when it never ends", async () => {
    const transport = scripted(opened("one", ""), pulled(""), pulled(""), () => "");
    const client = createClient(transport, { enumeration: { items: 2, pages: 3, bytes: 100_000 } });
    await expect(client.query("root\\ccm", WQL, LIMITS)).rejects.toMatchObject({ code: "INV608" });
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Pull", "Pull", "Release"]);
  });

  it("is released after a fault in the middle, whose release may fail", async () => {
    const { names, transport } = await query(opened("one", ""), failed(0x80338029), failed(0x8033801b));
    expect(names).toMatchObject({ code: "INV710" });
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Pull", "Release"]);
  });

  it("is not released where the host has forgotten it", async () => {
    const { names, transport } = await query(opened("one", ""), failed(0x8033801b));
    expect(names).toMatchObject({ code: "INV716", retryable: true });
    expect(transport.requests).toBe(2);
  });

  it("is not released where that would take a new connection", async () => {
    const cut = new Fault("INV901", "cut");
    const { names, transport } = await query(opened("one", ""), () => Promise.reject(cut));
    expect(names).toBe(cut);
    expect(transport.requests).toBe(2);
  });

  it("is released with a signal of its own when it was aborted between two messages", async () => {
    const stop = new AbortController();
    const transport = scripted(
      (sent) => {
        stop.abort(new Error("stopped"));
        return opened("one", "")(sent);
      },
      () => "",
    );
    const limits = { ...LIMITS, signal: stop.signal };
    await expect(createClient(transport).query("root\\ccm", WQL, limits)).rejects.toThrow("stopped");
    expect(verbs(transport.sent)).toEqual(["Enumerate", "Release"]);
    expect(transport.sent[1]?.options).toMatchObject({ timeoutMs: 2_000, repeatable: false });
    expect(transport.sent[1]?.options.signal.aborted).toBe(false);
  });
});

describe("an enumeration of a class", () => {
  it("asks by the class itself, without a filter, and keeps subclasses", async () => {
    const sub = `<s:Sub xmlns:s="${CLASS.replace("Row", "Sub")}"><s:Name>z</s:Name></s:Sub>`;
    const transport = scripted(opened("", rows("a") + sub, "<wsm:EndOfSequence/>"));
    const found = await createClient(transport).enumerate({ namespace: "root\\ccm", className: "Row" }, LIMITS);
    expect(found.map(({ className }) => className)).toEqual(["Row", "Sub"]);
    const [sent] = transport.sent as [Sent];
    expect(sent.header.child(NS.wsman, "ResourceURI")?.text).toBe(CLASS);
    expect(sent.body.children[0]?.child(NS.wsman, "Filter")).toBeNull();
  });
});
