import { describe, expect, it } from "vitest";
import { CredentialGates } from "../../src/engine/credential-gates.ts";
import type { Plan } from "../../src/model/plan.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { planOf, unlimited } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

const forever = new AbortController().signal;
const names = (stem: string, count: number) => Array.from({ length: count }, (_, at) => `${stem}-${at}`);

/** A plan whose targets are logged on to with the credential that is named first in each list. */
function planFor(accounts: Readonly<Record<string, readonly string[]>>): Plan {
  const targets = Object.entries(accounts).flatMap(([credential, hosts]) =>
    hosts.map((name) => ({ name, credential })),
  );
  // Each waits behind one of another credential.
  targets.sort((a, b) => (a.name.slice(-1) < b.name.slice(-1) ? -1 : 1));
  return {
    ...planOf([], [{ kind: "force-inventory", input: ["hardware"] }]),
    batches: [{ targets, limits: unlimited }],
  };
}

describe("the gates of several credentials", () => {
  it("halt one credential and none of the others", async () => {
    const plan = planFor({});
    const gates = new CredentialGates({ plan, clock: new FakeClock() });
    const [bad, good, unnamed] = [{ name: "a", credential: "bad" }, { name: "b", credential: "good" }, { name: "c" }];
    (await gates.of(bad).enter("a", forever)).done("refused");
    await expect(gates.of(bad).enter("a", forever)).rejects.toMatchObject({ code: "INV903" });
    expect((await gates.of(good).enter("b", forever)).form).toBe("alone");
    expect((await gates.of(unnamed).enter("c", forever)).form).toBe("alone");
    expect([bad, good, unnamed].map((target) => gates.halts(target))).toEqual([true, false, false]);
  });

  it("are one for a target that names the runbook's own credential and one that names none", async () => {
    const plan = planFor({});
    const named = { ...plan, connection: { ...plan.connection, credential: "corp" } };
    const gates = new CredentialGates({ plan: named, clock: new FakeClock() });
    (await gates.of({ name: "a" }).enter("a", forever)).done("refused");
    expect(gates.halts({ name: "b", credential: "corp" })).toBe(true);
  });
});

describe("a wrong password of one of two credentials", () => {
  const refused = names("lab", 20);
  const others = names("corp", 20);

  it("is tried on one target; those of the other credential are carried out, its own are not started", async () => {
    const tried = new Set<string>();
    const run = await runEngine({
      plan: planFor({ lab: refused, corp: others }),
      refuses: (target) => {
        tried.add(target);
        return target.startsWith("lab-");
      },
    });
    expect(refused.filter((name) => tried.has(name))).toHaveLength(1);
    const ends = states(run);
    expect(others.map((name) => ends[name])).toEqual(others.map(() => "succeeded"));
    expect(refused.filter((name) => ends[name] === "failed")).toHaveLength(1);
    const [finished] = ofType(run.events, "run-finished");
    expect(finished?.totals).toMatchObject({ succeeded: 20, failed: 1, "not-started": 19 });
    expect(ofType(run.events, "sending").every(({ target }) => target.startsWith("corp-"))).toBe(true);
  });

  it("of both is tried once each, and starts nothing", async () => {
    const run = await runEngine({ plan: planFor({ lab: refused, corp: others }), refuses: () => true });
    expect(ofType(run.events, "run-finished")[0]?.totals).toMatchObject({ failed: 2, "not-started": 38 });
    expect(ofType(run.events, "sending")).toEqual([]);
  });
});
