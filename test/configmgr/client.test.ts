import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { trigger } from "../../src/configmgr/calls.ts";
import { readRow } from "../../src/configmgr/client.ts";
import { scheduleId, schedules } from "../../src/configmgr/schedules.ts";
import type { StepSession } from "../../src/model/step.ts";

const absent = () => Promise.reject(new Fault("INV701", "not there", { delivered: "yes" }));
const noSuch = () => Promise.reject(new Fault("INV702", "no such namespace", { delivered: "yes" }));

function session(parts: Partial<StepSession>): StepSession {
  const unexpected = () => Promise.reject(new Error("not expected"));
  return {
    get: unexpected,
    delete: unexpected,
    query: unexpected,
    ask: unexpected,
    invoke: unexpected,
    script: unexpected,
    ...parts,
  };
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
    const here = async () => [];
    // A host says "not found" of the schedule and of the class alike.
    for (const [query, code] of [
      [here, "INV807"],
      [noSuch, "INV801"],
    ] as const)
      await expect(trigger(session({ invoke: absent, query }), "software")).rejects.toMatchObject({ code });
    await expect(trigger(session({ invoke: noSuch, query: noSuch }), "software")).rejects.toMatchObject({
      code: "INV801",
    });
  });
});

describe("the table of schedules", () => {
  it("gives the ids that the documentation of TriggerSchedule lists", () => {
    expect(scheduleId("hardware")).toBe("{00000000-0000-0000-0000-000000000001}");
    expect(scheduleId("software")).toBe("{00000000-0000-0000-0000-000000000002}");
    expect(scheduleId("machine-policy-request")).toBe("{00000000-0000-0000-0000-000000000021}");
  });

  // Every id that the documentation of TriggerSchedule lists, by its last digits, and the one that Send Schedule adds.
  const DOCUMENTED =
    "001 002 003 010 011 012 021 022 023 024 025 026 027 031 032 037 040 041 042 043 051 061 062 063 101 102 103 104 105 " +
    "106 107 108 109 110 111 112 113 114 115 116 121 122 123 131 221 222 223";
  // 026, 027 and 122 belong to a user's policy; 101 and 102 are 001 and 002 under another name.
  const LEFT_OUT = ["026", "027", "101", "102", "122"];

  it("knows every documented schedule but those that are left out for a reason", () => {
    const known: string[] = schedules.map(({ number }) => number);
    expect([...known, ...LEFT_OUT].sort()).toEqual(DOCUMENTED.split(" "));
  });

  it("names each schedule once, with its source", () => {
    expect(new Set(schedules.map(({ name }) => name)).size).toBe(schedules.length);
    expect(new Set(schedules.map(({ number }) => number)).size).toBe(schedules.length);
    for (const { source } of schedules) expect(source).toMatch(/^memdocs: \S+$/);
  });
});
