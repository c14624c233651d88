import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { JsonObject } from "../../src/base/json.ts";
import { planOf } from "../support/plans.ts";
import { ofType, runEngine, states } from "../support/run-engine.ts";
import { ScriptedSite } from "../support/scripted-site.ts";
import { dieAfter, sittingAfter } from "../support/wrecks.ts";

const waitAtSite = { kind: "wait", input: { for: ["hardware"], at: "site", timeout: "10m" } };
const steps = [{ kind: "reset-hw-cache", input: null }, { kind: "force-inventory", input: ["hardware"] }, waitAtSite];

function datesIn(facts: JsonObject | undefined): { readonly before: string; readonly after: string } {
  return facts?.["site:hardware"] as unknown as { before: string; after: string };
}

describe("a wait at the site", () => {
  it("ends as received once the date there is another than before the reset, which was asked before anything was sent", async () => {
    const site = new ScriptedSite(90_000);
    const { events } = await runEngine({ plan: planOf(["a"], steps), siteOf: site.of });
    const asked = events.findIndex((event) => event.type === "observed" && event.subject.startsWith("ask the site"));
    expect(asked).toBeLessThan(events.findIndex(({ type }) => type === "sending"));
    const outcome = ofType(events, "step-finished").at(-1)?.outcome;
    expect(outcome).toMatchObject({ kind: "received" });
    const { before, after } = datesIn(outcome?.facts);
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThan(86_400_000);
    expect(ofType(events, "step-finished")[0]?.outcome.facts).toMatchObject({ "site:hardware": { before } });
  });

  it("asks before the force where nothing is reset, and does not ask where nothing waits for it there", async () => {
    const site = new ScriptedSite(1_000);
    const forced = await runEngine({ plan: planOf(["a"], steps.slice(1)), siteOf: site.of });
    expect(ofType(forced.events, "step-finished").at(-1)?.outcome.kind).toBe("received");
    const other = { kind: "wait", input: { for: ["hardware"] } };
    const silent = new ScriptedSite(1_000);
    await runEngine({ plan: planOf(["a"], [...steps.slice(0, 2), other]), siteOf: silent.of });
    expect(silent.asked).toBe(0);
  });

  it("asks again before a second force, so that one report proves one force alone", async () => {
    const site = new ScriptedSite(1_000);
    const twice = [...steps.slice(1), ...steps.slice(1)];
    const { events } = await runEngine({ plan: planOf(["a"], twice), siteOf: site.of });
    const [, first, , second] = ofType(events, "step-finished").map(({ outcome }) => outcome.facts["site:hardware"]);
    const dates = [first, second] as { before: string; after: string }[];
    expect(dates[1]?.before).toBe(dates[0]?.after);
    expect(dates[1]?.after).not.toBe(dates[0]?.after);
  });

  it("does not take a report for proof that the site never loads: INV830 when the time is over", async () => {
    const run = await runEngine({ plan: planOf(["a"], steps), siteOf: new ScriptedSite(3_600_000).of });
    expect(ofType(run.events, "target-finished")[0]).toMatchObject({ state: "failed", fault: { code: "INV830" } });
  });

  it("begins nothing where the site cannot be asked before, however often it is tried", async () => {
    const site = new ScriptedSite(1_000);
    site.fault = () => new Fault("INV618", "away");
    const run = await runEngine({ plan: planOf(["a"], steps), siteOf: site.of });
    expect(ofType(run.events, "target-finished")[0]).toMatchObject({ state: "failed", fault: { code: "INV618" } });
    expect(ofType(run.events, "sending")).toEqual([]);
    expect(site.asked).toBe(3);
  });

  it("lets a site be away meanwhile", async () => {
    const site = new ScriptedSite(1_000);
    site.fault = (count) => (count > 1 && count < 5 ? new Fault("INV618", "away") : null);
    const run = await runEngine({ plan: planOf(["a"], steps), siteOf: site.of });
    expect(states(run)).toEqual({ a: "succeeded" });
    expect(ofType(run.events, "noted").length).toBeGreaterThanOrEqual(2);
  });

  it("ends well after a death at any event, against the date before the first reset", async () => {
    const plan = planOf(["a"], steps);
    const count = (await runEngine({ plan, siteOf: new ScriptedSite(20_000).of })).events.length;
    for (let at = 1; at <= count; at++) {
      const site = new ScriptedSite(20_000);
      const wreck = await dieAfter(at, { plan, siteOf: site.of });
      const clients = new Map([...wreck.clients].map(([name, client]) => [name, client.again({})]));
      const sitting = sittingAfter(wreck.events);
      const run = await runEngine({ plan, clock: wreck.clock, clients, sitting, siteOf: site.of });
      const outcomes = [...ofType(wreck.events, "step-finished"), ...ofType(run.events, "step-finished")];
      const last = outcomes.at(-1)?.outcome;
      expect(last?.kind, `died after ${at}`).toBe("received");
      const { before } = datesIn(last?.facts);
      expect(before, `died after ${at}`).toBe(site.first);
    }
  });
});
