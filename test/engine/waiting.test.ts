import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

describe("waiting", () => {
  it("polls 3 s after the trigger, then at growing intervals, and once more at the end", async () => {
    const steps = [
      { kind: "force-inventory", input: ["hardware"] },
      { kind: "wait", input: { for: ["hardware"], timeout: "10m" } },
    ];
    const run = await runEngine({ plan: planOf(["a"], steps), scripts: { a: { cycleMs: null } } });
    expect(ofType(run.events, "waiting").map(({ ms }) => ms / 1_000)).toEqual([3, 15, 30, 60, 120, 300, 72]);
    expect(ofType(run.events, "step-finished").at(-1)?.outcome).toMatchObject({ kind: "failed" });
  });

  it("tells a cycle that started from one that never did, where the row survived to show it", async () => {
    const plan = (reset: boolean) =>
      planOf(
        ["a"],
        [
          ...(reset ? [{ kind: "reset-hw-cache", input: null }] : []),
          { kind: "force-inventory", input: ["hardware"] },
          { kind: "wait", input: { for: ["hardware"], timeout: "1m" } },
        ],
      );
    const forced = await runEngine({ plan: plan(false), scripts: { a: { cycleMs: null } } });
    const reset = await runEngine({ plan: plan(true), scripts: { a: { cycleMs: null } } });
    expect(ofType(forced.events, "target-finished")[0]?.fault?.code).toBe("INV804");
    expect(ofType(reset.events, "target-finished")[0]?.fault?.code).toBe("INV803");
  });

  it("goes on looking while the client cannot be reached, and says so when the time is over", async () => {
    const steps = [
      { kind: "force-inventory", input: ["hardware"] },
      { kind: "wait", input: { for: ["hardware"], timeout: "5m" } },
    ];
    let gone = 3;
    const before = (name: string) => {
      if (name === "get 001" && gone > 0 && --gone < 2) throw new Fault("INV404", "away");
    };
    const back = await runEngine({ plan: planOf(["a"], steps), scripts: { a: { before } } });
    expect(states(back)).toEqual({ a: "succeeded" });
    expect(ofType(back.events, "noted")).toHaveLength(2);
    let asked = 0;
    const away = (name: string) => {
      if (name === "get 001" && ++asked > 1) throw new Fault("INV404", "away");
    };
    const lostForGood = await runEngine({ plan: planOf(["a"], steps), scripts: { a: { before: away } } });
    expect(states(lostForGood)).toEqual({ a: "unreachable" });
  });
});
