import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { evaluatePolicyKind } from "../../src/steps/evaluate-policy.ts";
import { requestPolicyKind } from "../../src/steps/request-policy.ts";
import { instance, runStep } from "./step-context.ts";

// Names, arguments and return values: memdocs, the methods' own pages in the reference of SMS_Client.
describe.each([
  ["request-policy", requestPolicyKind, "RequestMachinePolicy", { uFlags: "0" }],
  ["evaluate-policy", evaluatePolicyKind, "EvaluateMachinePolicy", {}],
] as const)("%s", (key, kind, method, input) => {
  it("calls the one static method of SMS_Client, and has changed something", async () => {
    const calls: unknown[] = [];
    const invoke = async (...call: unknown[]) => {
      calls.push(call);
      return instance({ ReturnValue: "0" });
    };
    const { outcome } = await runStep(kind, null, { invoke });
    expect(outcome).toEqual({ kind: "changed", facts: {} });
    expect(calls).toEqual([[{ namespace: "root\\ccm", className: "SMS_Client" }, method, input, undefined]]);
    expect([kind.key, kind.describe(null)]).toEqual([key, [expect.stringContaining(`SMS_Client.${method}(`)]]);
  });

  it("fails where the client returns anything but success, and says it in hex", async () => {
    const invoke = async () => instance({ ReturnValue: "2147749889" });
    const failing = runStep(kind, null, { invoke });
    await expect(failing).rejects.toMatchObject({
      code: "INV806",
      message: `${method} returned 0x80041001.`,
      delivered: "yes",
    });
  });

  it.each(["INV701", "INV702"] as const)(
    "says that there is no client where its class is missing (%s)",
    async (code) => {
      const invoke = () => Promise.reject(new Fault(code, "no such class", { delivered: "yes" }));
      const query = () => Promise.reject(new Fault("INV702", "no such namespace", { delivered: "yes" }));
      await expect(runStep(kind, null, { invoke, query })).rejects.toMatchObject({ code: "INV801" });
    },
  );
});
