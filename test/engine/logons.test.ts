import { describe, expect, it } from "vitest";
import { Logons } from "../../src/engine/logons.ts";
import { planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const forever = new AbortController().signal;

describe("the logons of one credential", () => {
  it("go alone until one is accepted, then freely", async () => {
    const logons = new Logons("");
    const first = await logons.enter("a", forever);
    const order: string[] = [];
    const others = ["b", "c"].map((host) =>
      logons.enter(host, forever).then(({ form }) => order.push(`${host} ${form}`)),
    );
    expect(first.form).toBe("alone");
    await new Promise(setImmediate);
    expect(order).toEqual([]);
    first.done("accepted");
    await Promise.all(others);
    expect(order).toEqual(["b proven", "c proven"]);
  });

  it("pass the turn on where a host could not judge", async () => {
    const logons = new Logons("");
    const first = await logons.enter("a", forever);
    const second = logons.enter("b", forever);
    first.done("unknown");
    expect((await second).form).toBe("alone");
  });

  it("end at the first refusal where none was ever accepted", async () => {
    const logons = new Logons("corp");
    const first = await logons.enter("a", forever);
    const second = logons.enter("b", forever);
    const refused = expect(second).rejects.toMatchObject({
      code: "INV903",
      message: "Not logged on: credential corp was refused by a.",
    });
    first.done("refused");
    await refused;
    await expect(logons.enter("c", forever)).rejects.toMatchObject({ code: "INV903" });
  });

  it("go alone again after a later refusal, and end only at a second one in a row", async () => {
    const logons = new Logons("");
    (await logons.enter("a", forever)).done("accepted");
    (await logons.enter("b", forever)).done("refused");
    const again = await logons.enter("b", forever);
    expect(again.form).toBe("alone");
    again.done("refused");
    expect(logons.haltedBy).toBeNull();
    const other = await logons.enter("c", forever);
    expect(other.form).toBe("alone");
    other.done("accepted");
    expect((await logons.enter("d", forever)).form).toBe("proven");
    (await logons.enter("e", forever)).done("refused");
    (await logons.enter("e", forever)).done("refused");
    (await logons.enter("f", forever)).done("refused");
    expect(logons.haltedBy).toBe("f");
  });

  it("leave the queue when the run is cut", async () => {
    const logons = new Logons("");
    const first = await logons.enter("a", forever);
    const cut = new AbortController();
    const waiting = logons.enter("b", cut.signal);
    cut.abort();
    await expect(waiting).rejects.toMatchObject({ code: "INV901" });
    const third = logons.enter("c", forever);
    first.done("accepted");
    expect((await third).form).toBe("proven");
  });
});

describe("a wrong password", () => {
  it("fails one target and starts no other", async () => {
    const names = ["a", "b", "c", "d"];
    const run = await runEngine({
      plan: planOf(names, [{ kind: "force-inventory", input: ["hardware"] }]),
      refuses: () => true,
    });
    expect(states(run).a).toBe("failed");
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ failed: 1, "not-started": 3 });
    expect(run.status).toBe("finished");
    expect(ofType(run.events, "sending")).toHaveLength(0);
  });

  it("of one computer among many fails that one alone", async () => {
    const names = ["a", "b", "c", "d"];
    const run = await runEngine({
      plan: planOf(names, [{ kind: "force-inventory", input: ["hardware"] }]),
      refuses: (target) => target === "c",
    });
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ failed: 1, succeeded: 3 });
  });
});
