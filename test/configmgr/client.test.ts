import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { readRow, trigger } from "../../src/configmgr/client.ts";
import { scheduleId, schedules } from "../../src/configmgr/schedules.ts";
import type { StepSession } from "../../src/model/step.ts";

const absent = () => Promise.reject(new Fault("INV701", "not there", { delivered: "yes" }));
const noSuch = () => Promise.reject(new Fault("INV702", "no such namespace", { delivered: "yes" }));

function session(parts: Partial<StepSession>): StepSession {
  const unexpected = () => Promise.reject(new Error("not expected"));
  return { get: unexpected, delete: unexpected, query: unexpected, ask: unexpected, invoke: unexpected, ...parts };
}

const output = (value: string | null) => ({
  kind: "instance" as const,
  className: "TriggerSchedule_OUTPUT",
  properties: new Map([["ReturnValue", value]]),
});

describe("reading the row of an inventory", () => {
  it("believes in an absent row only when a query over its class answers", async () => {
    const asked: string[] = [];
    const query = async (namespace: string) => {
      asked.push(namespace);
      return [];
    };
    expect(await readRow(session({ get: absent, query }), "hardware")).toBeNull();
    expect(asked).toEqual(["root\\ccm\\invagt"]);
  });

  it("says that there is no client where its namespace is missing", async () => {
    await expect(readRow(session({ get: absent, query: noSuch }), "hardware")).rejects.toMatchObject({
      code: "INV801",
    });
  });

  it("says that the client is broken where only the agent's namespace is missing", async () => {
    const query = (namespace: string) => (namespace === "root\\ccm" ? Promise.resolve([]) : noSuch());
    await expect(readRow(session({ get: noSuch, query }), "hardware")).rejects.toMatchObject({ code: "INV802" });
  });

  it("passes every other fault on", async () => {
    const get = () => Promise.reject(new Fault("INV404", "away"));
    await expect(readRow(session({ get }), "software")).rejects.toMatchObject({ code: "INV404" });
  });
});

describe("triggering a schedule", () => {
  it.each([
    ["absent or null", null],
    ["0", "0"],
  ])("takes a ReturnValue that is %s for success", async (_, value) => {
    await expect(trigger(session({ invoke: async () => output(value) }), "hardware")).resolves.toBeUndefined();
  });

  it("reports any other ReturnValue in hex", async () => {
    const invoke = async () => output("2147749890");
    const failing = trigger(session({ invoke }), "hardware");
    await expect(failing).rejects.toMatchObject({ code: "INV806", detail: { returned: "0x80041002" } });
  });

  it("tells a schedule that is not in policy from a client that is not there", async () => {
    await expect(trigger(session({ invoke: absent }), "software")).rejects.toMatchObject({ code: "INV807" });
    await expect(trigger(session({ invoke: noSuch }), "software")).rejects.toMatchObject({ code: "INV801" });
  });
});

describe("the table of schedules", () => {
  it("gives the ids that the documentation of TriggerSchedule lists", () => {
    expect(scheduleId("hardware")).toBe("{00000000-0000-0000-0000-000000000001}");
    expect(scheduleId("software")).toBe("{00000000-0000-0000-0000-000000000002}");
    expect(scheduleId("machine-policy-request")).toBe("{00000000-0000-0000-0000-000000000021}");
  });

  it("names each schedule once, with its source", () => {
    expect(new Set(schedules.map(({ name }) => name)).size).toBe(schedules.length);
    expect(new Set(schedules.map(({ number }) => number)).size).toBe(schedules.length);
    for (const { source } of schedules) expect(source).toMatch(/^memdocs: \S+$/);
  });
});
