import { describe, expect, it } from "vitest";
import { fullInventory, planOf } from "../support/plans.ts";
import { ofType, runEngine } from "../support/run-engine.ts";
import type { ScriptedClient } from "../support/scripted-client.ts";
import { dieAfter, sittingAfter, type Wreck } from "../support/wrecks.ts";

const names = ["a", "b"];
function goOn(wreck: Wreck, plan = planOf(names, fullInventory)) {
  // What hung in the dead process stays there: the same computers are talked to anew.
  const clients = new Map([...wreck.clients].map(([name, client]) => [name, client.again({})]));
  return runEngine({
    plan,
    clock: wreck.clock,
    clients,
    sitting: sittingAfter(wreck.events),
  });
}

describe("a run that dies at any event and is resumed", () => {
  it("ends well, does nothing again that was answered, and marks what it repeats in doubt", async () => {
    const whole = await runEngine({ plan: planOf(names, fullInventory) });
    expect(whole.events.length).toBeGreaterThan(40);
    let repeats = 0;
    for (let count = 1; count <= whole.events.length; count++) {
      const wreck = await dieAfter(count, { plan: planOf(names, fullInventory) });
      expect(wreck.events).toHaveLength(count);
      const before = wreck.events;
      const run = await goOn(wreck);
      expect(run.status, `died after ${count}`).toBe("finished");
      expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: names.length });
      for (const { target, operation, repeated } of ofType(run.events, "sending")) {
        const on = (event: { target: string; operation: string }) =>
          event.target === target && event.operation === operation;
        expect(ofType(before, "answered").some(on), `${operation} again, after ${count}`).toBe(false);
        expect(repeated ?? false, `${operation}, after ${count}`).toBe(ofType(before, "sending").some(on));
        if (repeated) repeats++;
      }
    }
    expect(repeats).toBeGreaterThan(5);
  });
});

describe("a trigger whose answer a dead process never saw", () => {
  /** Dies between the trigger of hardware and its answer, with or without the client having got it. */
  async function inDoubt(carriedOut: boolean): Promise<Wreck> {
    const plan = planOf(["a"], fullInventory);
    const whole = await runEngine({ plan });
    const at = whole.events.findIndex(
      (event) => event.type === "sending" && event.operation.includes("TriggerSchedule"),
    );
    expect(at).toBeGreaterThan(0);
    const wreck = await dieAfter(at + 1, { plan });
    const client = wreck.clients.get("a") as ScriptedClient;
    if (carriedOut) client.cycle("001");
    await wreck.clock.settle(wreck.clock.sleep(5 * 60_000));
    return wreck;
  }

  it("is not sent again where its work can be seen", async () => {
    const run = await goOn(await inDoubt(true), planOf(["a"], fullInventory));
    expect(ofType(run.events, "answered").filter(({ result }) => result === "seen")).toHaveLength(1);
    expect(ofType(run.events, "sending").filter(({ repeated }) => repeated)).toEqual([]);
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: 1 });
  });

  it("is sent again, marked, where nothing can be seen of it", async () => {
    const run = await goOn(await inDoubt(false), planOf(["a"], fullInventory));
    expect(ofType(run.events, "sending").filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: 1 });
  });
});
