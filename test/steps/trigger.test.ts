import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { trigger } from "../../src/steps/trigger.ts";
import { instance, runStep } from "./step-context.ts";

const id = (number: string) => `{00000000-0000-0000-0000-000000000${number}}`;

describe("trigger", () => {
  it("takes one name, or several in their order", async () => {
    const ids: unknown[] = [];
    const invoke = async (_path: unknown, _method: string, input: Readonly<Record<string, unknown>>) => {
      ids.push(input.sScheduleID);
      return instance({ ReturnValue: null });
    };
    const one = await runStep(trigger, "discovery", { invoke });
    const two = await runStep(trigger, ["update-scan", "machine-policy-request"], { invoke });
    expect([one.outcome.kind, two.outcome.kind]).toEqual(["changed", "changed"]);
    expect(ids).toEqual([id("003"), id("113"), id("021")]);
  });

  it("is in doubt about the schedule whose answer was lost, and triggers the others all the same", async () => {
    const ids: unknown[] = [];
    const invoke = async (_path: unknown, _method: string, input: Readonly<Record<string, unknown>>) => {
      ids.push(input.sScheduleID);
      if (ids.length === 1) throw new Fault("INV405", "the connection ended", { delivered: "maybe" });
      return instance({ ReturnValue: "0" });
    };
    const { outcome } = await runStep(trigger, ["file-collection", "discovery"], { invoke });
    expect(outcome).toMatchObject({ kind: "in-doubt", about: ["file-collection"], fault: { state: "in-doubt" } });
    expect(ids).toEqual([id("010"), id("003")]);
  });

  it("fails at a schedule that is not in the client's policy, and names it", async () => {
    const invoke = () => Promise.reject(new Fault("INV701", "not found", { delivered: "yes" }));
    const failing = runStep(trigger, "update-scan", { invoke, query: async () => [] });
    await expect(failing).rejects.toMatchObject({ code: "INV807", message: expect.stringContaining("Scan by Update") });
  });
});
