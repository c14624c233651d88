import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const lost = (delivered: "no" | "maybe") => new Fault("INV407", "lost", { delivered });

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

describe("a lost answer", () => {
  it("of a read is asked for again", async () => {
    let first = true;
    const before = (name: string) => {
      if (name === "get 001" && first) {
        first = false;
        throw lost("maybe");
      }
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(states(run)).toEqual({ a: "succeeded" });
    expect(ofType(run.events, "retrying")).toHaveLength(1);
  });

  it("of a delete is sent again, and finding nothing is success", async () => {
    let first = true;
    const before = (name: string, act: () => void) => {
      if (name === "delete 001" && first) {
        first = false;
        act();
        throw lost("maybe");
      }
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(states(run)).toEqual({ a: "succeeded" });
    const answers = ofType(run.events, "answered").map(({ result }) => result);
    expect(answers).toEqual(["absent", "done", "done", "done"]);
  });

  it("of a delete that never comes back leaves the target in doubt", async () => {
    const before = (name: string) => {
      if (name === "delete 001") throw lost("maybe");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(states(run)).toEqual({ a: "in-doubt" });
    expect(ofType(run.events, "sending")).toHaveLength(3);
  });

  it("of a trigger is not sent again; the wait looks, and a report settles it", async () => {
    let triggers = 0;
    const before = (name: string, act: () => void) => {
      if (name !== "trigger 001") return;
      triggers++;
      act();
      throw lost("maybe");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(triggers).toBe(1);
    expect(states(run)).toEqual({ a: "succeeded" });
    const outcomes = ofType(run.events, "step-finished").map(({ outcome }) => outcome.kind);
    expect(outcomes).toEqual(["changed", "changed", "in-doubt", "sent", "sent"]);
  });

  it("of a trigger stays in doubt where no report comes", async () => {
    const before = (name: string) => {
      if (name === "trigger 001") throw lost("maybe");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before, cycleMs: null } } });
    expect(states(run)).toEqual({ a: "in-doubt" });
  });

  it("of a trigger that certainly did not arrive is sent again", async () => {
    let triggers = 0;
    const before = (name: string) => {
      if (name === "trigger 001" && ++triggers === 1) throw lost("no");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(triggers).toBe(2);
    expect(states(run)).toEqual({ a: "succeeded" });
  });

  it("is never guessed away by a later fault", async () => {
    let tries = 0;
    const before = (name: string) => {
      if (name === "delete 001") throw ++tries === 1 ? lost("maybe") : new Fault("INV403", "refused");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(states(run)).toEqual({ a: "in-doubt" });
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
