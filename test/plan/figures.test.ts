import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import type { RolloutSettings } from "../../src/model/runbook.ts";
import { cutIntoBatches, limitsOver } from "../../src/plan/batches.ts";
import { loadOf } from "../../src/plan/load.ts";
import { shortestMs } from "../../src/plan/shortest.ts";
import { warningsOf } from "../../src/plan/warnings.ts";
import { planKinds } from "../../src/steps/index.ts";
import { leastTargetMs, shortWaits } from "../../src/steps/least.ts";
import { fullInventory, planOf } from "../support/plans.ts";

const of = (targets: number, rollout: Partial<RolloutSettings> = {}, steps = fullInventory): Plan => {
  const plan = planOf([], steps, rollout);
  const names = Array.from({ length: targets }, (_, at) => ({ name: `pc-${at}` }));
  return {
    ...plan,
    batches: cutIntoBatches(names, plan.rollout),
    limits: limitsOver(targets, plan.rollout),
  };
};

/** A plan whose one target has a pinned certificate. */
function pinned(tls: boolean): Plan {
  const plan = of(1);
  const targets = [{ name: "pc-1", fingerprint: "ab".repeat(32) }];
  const batches = plan.batches.map((batch) => ({ ...batch, targets }));
  return { ...plan, batches, connection: { ...plan.connection, tls }, limits: { failed: 0, unreachable: null } };
}

describe("the load of a plan", () => {
  it("is its rate for the starts, and for each start as many full reports as inventories are reset and forced", () => {
    const load = loadOf(of(3_000, { ratePerMinute: 100, logonsPerSecond: 50 }), planKinds);
    expect(load.starts).toEqual({ perMinute: 100, perHour: 3_000, total: 3_000 });
    expect(load.fullReports).toEqual({ perMinute: 200, perHour: 6_000, total: 6_000 });
    expect(load.otherReports.total).toBe(0);
    expect([load.leastLogons, load.logonsPerSecond]).toEqual([3_000, 50]);
  });

  it("is all at once without a rate; a force without a reset asks for no full report", () => {
    const load = loadOf(of(40, {}, [{ kind: "force-inventory", input: ["hardware"] }]), planKinds);
    expect(load.starts).toEqual({ perMinute: 40, perHour: 40, total: 40 });
    expect([load.fullReports.total, load.otherReports.total]).toEqual([0, 40]);
  });
});

describe("the shortest duration", () => {
  // A first look comes 3 s after a force (architecture: how long a wait takes at least); the second wait looks at once.
  const needs = 3_000;

  it.each([
    // [targets, rollout, milliseconds]: (n - 1) spaces of 600 ms in each batch, and its last target's own time.
    [1, { ratePerMinute: 100 }, needs],
    [101, { ratePerMinute: 100, batches: ["rest"] }, 100 * 600 + needs],
    [3_000, { ratePerMinute: 100, batches: [5, "10%", "rest"] }, 4 * 600 + 299 * 600 + 2_694 * 600 + 3 * needs],
    [1_000, { ratePerMinute: "unlimited", batches: ["rest"] }, needs],
    // In waves of ten, a hundred of them.
    [1_000, { ratePerMinute: "unlimited", inFlight: 10, batches: ["rest"] }, 100 * needs],
  ] as const)("of %i targets with %j is %i ms", (targets, rollout, ms) => {
    const plan = of(targets, rollout);
    expect(shortestMs(plan, leastTargetMs(plan.steps))).toBe(ms);
  });

  it("counts every pause", () => {
    expect(leastTargetMs(of(1, {}, [...fullInventory, { kind: "wait", input: "90s" }]).steps)).toBe(needs + 90_000);
  });
});

describe("the warnings of a plan", () => {
  const kinds = (plan: Plan, windowMs: number | null = null) =>
    warningsOf(plan, {
      shortWaits: shortWaits(plan.steps),
      shortestMs: shortestMs(plan, leastTargetMs(plan.steps)),
      windowMs,
    }).map(({ kind }) => kind);
  const calm = { ratePerMinute: 100, maxFailed: "5%", batches: [5, "rest"] } as const;

  it.each([
    ["nothing", of(3_000, calm), []],
    ["no canary above 50 targets", of(51, { ...calm, batches: ["rest"] }), ["no-canary"]],
    ["50 targets at once are few", of(50, { ...calm, batches: ["rest"] }), []],
    ["no limit", of(51, { ...calm, maxFailed: "100%" }), ["no-limit"]],
    ["a rate above 100 a minute", of(51, { ...calm, ratePerMinute: 101 }), ["fast"]],
    ["no rate at all", of(101, { ...calm, ratePerMinute: "unlimited" }), ["fast"]],
    [
      "waits shorter than 30m and 4h",
      of(51, calm, [
        { kind: "force-inventory", input: ["hardware", "software"] },
        { kind: "wait", input: { for: ["hardware", "software"], timeout: "29m" } },
      ]),
      ["short-wait", "short-wait"],
    ],
    ["certificates that are to be compared where none is shown", pinned(false), ["unpinned"]],
    ["certificates that are compared", pinned(true), []],
  ] as const)("%s", (_, plan, expected) => {
    expect(kinds(plan)).toEqual(expected);
  });

  it("a window that is shorter than the run", () => {
    expect(kinds(of(3_000, calm), 29 * 60_000)).toEqual(["window-too-short"]);
    expect(kinds(of(3_000, calm), 31 * 60_000)).toEqual([]);
  });
});
