import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { Plan } from "../../src/model/plan.ts";
import { anyRollout, fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const MINUTE = 60_000;

/** Two batches of one: what the first does decides whether the second begins. */
const braking: Plan["limits"] = { failed: 0, unreachable: null };

describe("a closed brake", () => {
  it("lets what was reset be forced and waits run to their end, and begins nothing else", async () => {
    const plan = {
      ...planOf(["bad", "busy", "late"], fullInventory, { concurrency: 2, inFlight: 2 }),
      limits: braking,
    };
    const run = await runEngine({
      plan,
      scripts: {
        bad: {
          before: (operation) => {
            if (operation === "delete 001") throw new Fault("INV702", "denied", { delivered: "yes" });
          },
        },
      },
    });
    expect(run.status).toBe("braked");
    expect(states(run)).toEqual({ bad: "failed", busy: "stopped" });
    // Its hardware row was gone when the brake closed: that is forced and awaited, software is left alone.
    expect(run.clients.get("busy")?.done).toEqual(["get 001", "delete 001", "trigger 001", "get 001"]);
    expect(run.clients.get("late")).toBeUndefined();
    expect(ofType(run.events, "step-started").filter(({ target, part }) => target === "busy" && part)).toHaveLength(1);
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ failed: 1, stopped: 1, "not-started": 1 });
  });

  it("changes nothing for a target that has only to wait", async () => {
    const plan = { ...planOf(["slow", "bad", "late"], fullInventory, { inFlight: 2 }), limits: braking };
    const run = await runEngine({
      plan,
      scripts: {
        slow: { cycleMs: 10 * MINUTE },
        bad: {
          before: async (operation) => {
            if (operation === "get 002") throw new Fault("INV702", "denied", { delivered: "yes" });
          },
        },
      },
    });
    expect(run.status).toBe("braked");
    expect(states(run).bad).toBe("failed");
    expect(run.clients.get("late")).toBeUndefined();
    expect(run.clients.get("bad")?.done).not.toContain("trigger 001");
  });
});

describe("a window that ends", () => {
  it("sends nothing that changes any more, not even the force after a reset; waits read on", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `pc-${index}`);
    const plan = planOf(names, fullInventory, { ratePerMinute: 10 });
    const endsAt = 2 * MINUTE + 500;
    const from = Date.UTC(2026, 0, 2, 3, 4, 5);
    const run = await runEngine({
      plan,
      windowEndsMs: endsAt,
      scripts: { "*": { cycleMs: 5 * MINUTE }, "pc-1": { cycleMs: 5 * MINUTE, before: () => Promise.resolve() } },
    });
    expect(run.status).toBe("window-ended");
    const late = run.events.filter(({ type, time }) => type === "sending" && Date.parse(time) >= from + endsAt);
    expect(late).toEqual([]);
    expect(ofType(run.events, "window-ended")).toHaveLength(1);
    expect(states(run)["pc-0"]).toBe("succeeded");
    expect(run.elapsedMs).toBeGreaterThan(endsAt);
    const totals = ofType(run.events, "run-finished")[0]?.totals;
    expect(totals).toMatchObject({ succeeded: 21, "not-started": 19 });
  });

  it("stops an operation that was about to be tried again, and names it", async () => {
    const plan = planOf(["a"], fullInventory);
    const run = await runEngine({
      plan,
      windowEndsMs: 500,
      scripts: {
        a: {
          before: (operation) => {
            if (operation === "trigger 001") throw new Fault("INV402", "no name");
          },
        },
      },
    });
    expect(run.status).toBe("window-ended");
    expect(states(run)).toEqual({ a: "stopped" });
    expect(ofType(run.events, "target-finished")[0]?.fault?.code).toBe("INV905");
    expect(run.clients.get("a")?.done).toEqual(["get 001", "delete 001", "get 002", "delete 002"]);
  });
});

describe("unreachable targets", () => {
  const retrying = { retryUnreachableMs: 30 * MINUTE };

  it("are tried again until they answer, and hold up nobody", async () => {
    const back = { a: 65 * MINUTE };
    let begun: number | null = null;
    const plan = planOf(["a", "b"], fullInventory, { ...retrying, batches: [1, 1] });
    const batches = (plan.batches[0]?.targets ?? []).map((target) => ({ targets: [target], limits: plan.limits }));
    const clocks: number[] = [];
    const run = await runEngine({
      plan: { ...plan, batches },
      windowEndsMs: 8 * 60 * MINUTE,
      onEvent: (event, _stop, clock) => {
        begun ??= clock.now();
        if (event.type === "target-started") clocks.push(clock.now() - begun);
      },
      scripts: {
        a: {
          before: () => {
            if ((clocks.at(-1) ?? 0) < back.a) throw new Fault("INV404", "no route");
          },
        },
      },
    });
    expect(run.status).toBe("finished");
    expect(states(run)).toEqual({ a: "succeeded", b: "succeeded" });
    const ends = ofType(run.events, "target-finished").map(({ target, state, tries, again }) => [
      target,
      state,
      tries,
      again,
    ]);
    expect(ends).toEqual([
      ["a", "unreachable", undefined, true],
      ["b", "succeeded", undefined, undefined],
      ["a", "unreachable", 2, true],
      ["a", "unreachable", 3, true],
      ["a", "succeeded", 4, undefined],
    ]);
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: 2, unreachable: 0 });
  });

  it("are unreachable after the last try that the window has room for", async () => {
    const gone = { before: () => Promise.reject(new Fault("INV404", "no route")) };
    const plan = { ...planOf(["a", "b"], fullInventory, retrying), limits: { failed: 0, unreachable: 1 } };
    const run = await runEngine({ plan, windowEndsMs: 100 * MINUTE, scripts: { a: gone } });
    expect(run.status).toBe("finished");
    expect(ofType(run.events, "target-started").filter(({ target }) => target === "a")).toHaveLength(4);
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: 1, unreachable: 1 });
  });

  it("go on where they were cut off: what was done is not done again", async () => {
    let cut = true;
    const plan = planOf(["a"], fullInventory, retrying);
    const run = await runEngine({
      plan,
      windowEndsMs: 8 * 60 * MINUTE,
      onEvent: (event) => {
        if (event.type === "target-finished") cut = false;
      },
      scripts: {
        a: {
          before: (operation) => {
            if (cut && operation === "delete 002") throw new Fault("INV404", "no route");
          },
        },
      },
    });
    expect(states(run)).toEqual({ a: "succeeded" });
    const sent = ofType(run.events, "answered").map(({ operation }) => operation.slice(0, 6));
    expect(sent).toEqual(["delete", "delete", "invoke", "invoke"]);
    expect(ofType(run.events, "step-finished").at(-1)?.outcome.kind).toBe("sent");
  });

  it("are not tried again without a window", async () => {
    const gone = { before: () => Promise.reject(new Fault("INV404", "no route")) };
    const run = await runEngine({ plan: planOf(["a"], fullInventory, retrying), scripts: { a: gone } });
    expect(ofType(run.events, "target-started")).toHaveLength(1);
    expect(states(run)).toEqual({ a: "unreachable" });
  });
});

describe("logons", () => {
  it("keep to a rate of their own", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `pc-${index}`);
    const at: number[] = [];
    const plan = planOf(names, [{ kind: "force-inventory", input: ["hardware"] }], {
      ...anyRollout,
      logonsPerSecond: 10,
    });
    const run = await runEngine({
      plan,
      refuses: () => false,
      onEvent: (event) => {
        if (event.type === "observed") at.push(Date.parse(event.time));
      },
    });
    expect(run.status).toBe("finished");
    at.sort((a, b) => a - b);
    expect((at.at(-1) as number) - (at[0] as number)).toBe(2_900);
  });
});
