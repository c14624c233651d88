import { describe, expect, it } from "vitest";
import type { Event } from "../../src/model/event.ts";
import { fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const isAnswer = (event: Event, count: number) => event.type === "answered" && count > 0;

describe("stopping soon", () => {
  it("still forces what was reset, and nothing else", async () => {
    const run = await runEngine({
      plan: planOf(["a"], fullInventory),
      onEvent: (event, stop) => {
        if (event.type === "answered" && event.operation.startsWith("delete") && stop.reason === null)
          stop.request("interrupted");
      },
    });
    expect(run.clients.get("a")?.done).toEqual(["get 001", "delete 001", "trigger 001"]);
    expect(states(run)).toEqual({ a: "stopped" });
    expect(run.status).toBe("interrupted");
  });

  it("sends no delete whose row was only read", async () => {
    const run = await runEngine({
      plan: planOf(["a"], fullInventory),
      onEvent: (event, stop) => {
        if (event.type === "observed") stop.request("interrupted");
      },
    });
    expect(run.clients.get("a")?.done).toEqual(["get 001"]);
    expect(states(run)).toEqual({ a: "stopped" });
  });

  it("cuts waits: triggered, report not seen", async () => {
    const run = await runEngine({
      plan: planOf(["a"], fullInventory),
      onEvent: (event, stop, clock) => {
        if (event.type === "waiting") void clock.sleep(1_000).then(() => stop.request("terminated"));
      },
    });
    expect(states(run)).toEqual({ a: "stopped" });
    const [finished] = ofType(run.events, "target-finished");
    expect(finished?.fault?.code).toBe("INV902");
    expect(run.elapsedMs).toBe(1_000);
  });

  it("starts no other target, and counts them as not started", async () => {
    const run = await runEngine({
      plan: planOf(["a", "b", "c"], fullInventory, { concurrency: 1 }),
      onEvent: (event, stop) => {
        if (event.type === "target-started") stop.request("interrupted");
      },
    });
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ stopped: 1, "not-started": 2 });
    expect(run.status).toBe("interrupted");
  });

  it("is finished all the same where nothing was left to do", async () => {
    const run = await runEngine({
      plan: planOf(["a"], [{ kind: "force-inventory", input: ["hardware"] }]),
      onEvent: (event, stop) => {
        if (isAnswer(event, 1)) stop.request("interrupted");
      },
    });
    expect(run.status).toBe("finished");
    expect(states(run)).toEqual({ a: "succeeded" });
  });
});

describe("stopping at once", () => {
  const never = () => new Promise<void>(() => {});

  it("leaves a change whose answer was not awaited in doubt", async () => {
    const run = await runEngine({
      plan: planOf(["a"], fullInventory),
      scripts: { a: { before: (name) => (name === "delete 001" ? never() : undefined) } },
      onEvent: (event, stop, clock) => {
        if (event.type !== "sending") return;
        void clock.sleep(10).then(() => stop.request("interrupted"));
        void clock.sleep(20).then(() => stop.request("interrupted"));
      },
    });
    expect(states(run)).toEqual({ a: "in-doubt" });
    expect(run.elapsedMs).toBe(20);
    expect(ofType(run.events, "stopping").map(({ atOnce }) => atOnce)).toEqual([false, true]);
  });

  it("comes by itself one operation timeout after the first request", async () => {
    const run = await runEngine({
      plan: planOf(["a"], fullInventory),
      scripts: { a: { before: (name) => (name === "get 001" ? never() : undefined) } },
      onEvent: (event, stop, clock) => {
        if (event.type === "step-started") void clock.sleep(5).then(() => stop.request("interrupted"));
      },
    });
    expect(run.elapsedMs).toBe(30_005);
    expect(states(run)).toEqual({ a: "stopped" });
    expect(ofType(run.events, "run-finished")).toHaveLength(1);
  });
});
