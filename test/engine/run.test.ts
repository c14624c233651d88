import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

describe("a run", () => {
  it("resets, forces and waits, in as few operations as there can be", async () => {
    const run = await runEngine({ plan: planOf(["a"], fullInventory) });
    expect(run.status).toBe("finished");
    expect(states(run)).toEqual({ a: "succeeded" });
    expect(run.clients.get("a")?.done).toEqual([
      "get 001",
      "delete 001",
      "get 002",
      "delete 002",
      "trigger 001",
      "trigger 002",
      "get 001",
      "get 002",
    ]);
    const outcomes = ofType(run.events, "step-finished").map(({ outcome }) => outcome.kind);
    expect(outcomes).toEqual(["changed", "changed", "changed", "sent", "sent"]);
  });

  it("writes down what it observed and what it is sending before a change leaves", async () => {
    const seen: string[] = [];
    const plan = planOf(["a"], [{ kind: "reset-hw-cache", input: null }]);
    await runEngine({
      plan,
      scripts: { a: { before: (operation) => void seen.push(`leaves: ${operation}`) } },
      onEvent: (event) => seen.push(event.type),
    });
    expect(seen.slice(seen.indexOf("step-started"))).toEqual([
      "step-started",
      "leaves: get 001",
      "observed",
      "sending",
      "leaves: delete 001",
      "answered",
      "step-finished",
      "target-finished",
      "batch-finished",
      "run-finished",
    ]);
  });

  it("ends with a total for every target, whatever became of it", async () => {
    const plan = planOf(["good", "bad", "gone"], fullInventory);
    const run = await runEngine({
      plan,
      scripts: {
        bad: {
          before: (name) => {
            if (name === "delete 002") throw new Fault("INV702", "denied", { delivered: "yes" });
          },
        },
        gone: {
          before: () => {
            throw new Fault("INV404", "no route");
          },
        },
      },
    });
    expect(states(run)).toEqual({ good: "succeeded", bad: "failed", gone: "unreachable" });
    const [finished] = ofType(run.events, "run-finished");
    expect(finished?.totals).toMatchObject({ succeeded: 1, failed: 1, unreachable: 1, "not-started": 0 });
    expect([...run.clients.values()].every(({ closed }) => closed)).toBe(true);
  });

  it("holds no slot while a target waits", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const run = await runEngine({ plan: planOf(names, [{ kind: "wait", input: "10m" }], { concurrency: 1 }) });
    expect(run.elapsedMs).toBe(600_000);
  });

  it("starts no more targets than may be in flight", async () => {
    const names = ["a", "b", "c", "d"];
    const run = await runEngine({ plan: planOf(names, [{ kind: "wait", input: "10m" }], { inFlight: 2 }) });
    expect(run.elapsedMs).toBe(1_200_000);
  });

  it("spaces starts evenly over the minute", async () => {
    const plan = planOf(["a", "b", "c", "d"], [{ kind: "wait", input: "1s" }], { ratePerMinute: 60 });
    const run = await runEngine({ plan });
    const starts = ofType(run.events, "target-started").map(({ time }) => Date.parse(time));
    expect(starts.map((at) => at - (starts[0] as number))).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it("gives connections up for long rests, and keeps them for short ones", async () => {
    const force = { kind: "force-inventory", input: ["hardware"] };
    const short = await runEngine({ plan: planOf(["a"], [force, { kind: "wait", input: "80s" }]) });
    const long = await runEngine({ plan: planOf(["a"], [force, { kind: "wait", input: "100s" }]) });
    expect(short.clients.get("a")?.rests).toBe(0);
    expect(long.clients.get("a")?.rests).toBe(1);
  });
});

describe("a step that failed", () => {
  const noSoftware = {
    before: (name: string) => {
      if (name === "trigger 002") throw new Fault("INV701", "no such schedule", { delivered: "yes" });
    },
  };

  it("ends its target", async () => {
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: noSoftware } });
    expect(states(run)).toEqual({ a: "failed" });
    expect(ofType(run.events, "step-finished").at(-1)?.outcome).toMatchObject({
      kind: "failed",
      fault: { code: "INV807" },
    });
  });

  it("is let pass by on-error: continue, and a wait whose force failed is skipped", async () => {
    const steps = [
      { kind: "force-inventory", input: ["software"], onError: "continue" as const },
      { kind: "wait", input: { for: ["software"] } },
    ];
    const run = await runEngine({ plan: planOf(["a"], steps), scripts: { a: noSoftware } });
    expect(states(run)).toEqual({ a: "succeeded" });
    expect(ofType(run.events, "step-finished").map(({ outcome }) => outcome.kind)).toEqual(["failed", "skipped"]);
  });
});
