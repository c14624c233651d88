import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { RunScript } from "../../src/model/script.ts";
import { planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";
import { dieAfter, sittingAfter } from "../support/wrecks.ts";

const plan = planOf(["a"], [{ kind: "powershell", input: "Remove-Item C:\\once", timeoutMs: 5_000 }]);
const done = { exitCode: 0, stdout: "gone", stderr: "", truncated: false };

/** Counts what is sent, and does with it what it is told. */
function counting(deed: RunScript) {
  const sent: string[] = [];
  const runScript: RunScript = (script, place, options) => {
    sent.push(script.text);
    return deed(script, place, options);
  };
  return { sent, runScript };
}

describe("a script", () => {
  it("is on disk before it is sent, and what came of it after", async () => {
    const { runScript } = counting(async (_, { target }, { timeoutMs }) => {
      expect([target.name, timeoutMs]).toEqual(["a", 5_000]);
      return done;
    });
    const { events } = await runEngine({ plan, runScript });
    const types = events.map(({ type }) => type);
    expect(types.indexOf("sending")).toBeLessThan(types.indexOf("answered"));
    expect(ofType(events, "answered")[0]).toMatchObject({ output: done });
  });

  it("whose answer is lost is in doubt and not sent again, by a retry or in a later sitting", async () => {
    const { sent, runScript } = counting(() =>
      Promise.reject(new Fault("INV406", "the connection ended", { delivered: "maybe" })),
    );
    const first = await runEngine({ plan, runScript });
    expect(states(first)).toEqual({ a: "in-doubt" });
    const second = await runEngine({ plan, runScript, sitting: sittingAfter(first.events) });
    expect(states(second)).toEqual({ a: "in-doubt" });
    expect(ofType(second.events, "target-finished")[0]?.fault).toMatchObject({ code: "INV817" });
    expect(sent).toHaveLength(1);
  });

  it("that certainly did not arrive is sent again", async () => {
    let tries = 0;
    const { sent, runScript } = counting(async () => {
      tries += 1;
      if (tries === 1) throw new Fault("INV403", "refused the connection", { delivered: "no" });
      return done;
    });
    expect(states(await runEngine({ plan, runScript }))).toEqual({ a: "succeeded" });
    expect(sent).toHaveLength(2);
  });

  it("that was answered before a run died is not sent again by its resumption, and its facts are known", async () => {
    const { sent, runScript } = counting(async () => done);
    const whole = await runEngine({ plan, runScript });
    const at = whole.events.findIndex(({ type }) => type === "answered");
    const before = sent.length;
    const wreck = await dieAfter(at + 1, { plan, runScript });
    const run = await runEngine({ plan, runScript, clock: wreck.clock, sitting: sittingAfter(wreck.events) });
    expect(sent.length - before).toBe(1);
    expect(ofType(run.events, "step-finished")[0]?.outcome).toEqual({ kind: "changed", facts: { powershell: done } });
  });

  it("is not sent where the window has ended", async () => {
    const { sent, runScript } = counting(async () => done);
    const run = await runEngine({ plan, runScript, windowEndsMs: 0 });
    expect(sent).toEqual([]);
    expect(states(run).a).not.toBe("succeeded");
  });
});
