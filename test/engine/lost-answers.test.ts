import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const lost = (delivered: "no" | "maybe") => new Fault("INV407", "lost", { delivered });

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

  it("of a trigger is not hidden by the failure of the next one, and no wait settles both", async () => {
    const before = (name: string, act: () => void) => {
      if (name === "trigger 001") {
        act();
        throw lost("maybe");
      }
      if (name === "trigger 002") throw new Fault("INV425", "the request is bad");
    };
    const run = await runEngine({ plan: planOf(["a"], fullInventory), scripts: { a: { before } } });
    expect(states(run)).toEqual({ a: "in-doubt" });
    const [end] = ofType(run.events, "target-finished");
    expect(end?.fault).toMatchObject({ code: "INV407", message: "lost After that: the request is bad" });
    expect(ofType(run.events, "step-finished")).toHaveLength(3);
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

  it("of a request for policy is asked for again, since twice is as good as once", async () => {
    let calls = 0;
    const before = (name: string, act: () => void) => {
      if (!name.startsWith("trigger") || ++calls > 1) return;
      act();
      throw lost("maybe");
    };
    const plan = planOf(["a"], [{ kind: "request-policy", input: null }]);
    const run = await runEngine({ plan, scripts: { a: { before } } });
    expect(calls).toBe(2);
    expect(states(run)).toEqual({ a: "succeeded" });
  });
});
