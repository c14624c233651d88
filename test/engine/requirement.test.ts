import { expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";

// The scripted client is assigned to no site.
const steps = [
  { kind: "require", input: { site: "P01" } },
  { kind: "reset-hw-cache", input: null },
  { kind: "force-inventory", input: ["hardware"] },
];

it("a client that is not as required is skipped before anything is changed, and the journal says why", async () => {
  const run = await runEngine({ plan: planOf(["a"], steps) });
  expect(states(run)).toEqual({ a: "skipped" });
  expect(ofType(run.events, "sending")).toEqual([]);
  expect(ofType(run.events, "target-finished")).toMatchObject([{ fault: null, why: "site is none, not P01" }]);
  expect(ofType(run.events, "step-finished").map(({ kind }) => kind)).toEqual(["require"]);
  expect(ofType(run.events, "run-finished")).toMatchObject([{ totals: { skipped: 1 }, requests: 1 }]);
});

it("a client of which it cannot be read is no skipped one", async () => {
  const before = () => {
    throw new Fault("INV403", "Nothing listens.");
  };
  const run = await runEngine({ plan: planOf(["a"], steps), scripts: { a: { before } } });
  expect(states(run)).toEqual({ a: "unreachable" });
});

it("a question is asked again where its fault allows, since it changes nothing", async () => {
  let asked = 0;
  const before = () => {
    if (++asked === 1) throw new Fault("INV708", "A quota is used up.", { delivered: "maybe" });
  };
  const run = await runEngine({ plan: planOf(["a"], steps), scripts: { a: { before } } });
  expect(states(run)).toEqual({ a: "skipped" });
  expect(ofType(run.events, "retrying")).toHaveLength(1);
});
