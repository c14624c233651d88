import { describe, expect, it } from "vitest";
import { cutPlan } from "../../src/plan/cut.ts";
import { WHOLE } from "../../src/plan/part.ts";
import { raiseLimits } from "../../src/plan/raise.ts";
import { planOf } from "../support/plans.ts";

const names = Array.from({ length: 50 }, (_, index) => `pc-${index}`);
const whole = planOf(names, [], { maxFailed: "2%" });
const [{ targets }] = whole.batches as [(typeof whole.batches)[0]];
const limits = { failed: 0, unreachable: null };
const plan = {
  ...whole,
  batches: [
    { targets: targets.slice(0, 10), limits },
    { targets: targets.slice(10), limits },
  ],
};

describe("limits that somebody raised", () => {
  it("hold over the run and over each of its batches", () => {
    const raised = raiseLimits(plan, { maxFailed: "10%" }, WHOLE);
    expect([raised.limits.failed, ...raised.batches.map((batch) => batch.limits.failed)]).toEqual([5, 1, 4]);
    expect(raised.rollout.maxFailed).toBe("10%");
  });

  it("hold over the batches that were asked for, where that were not all", () => {
    const part = { ...WHOLE, batches: 1 };
    expect(cutPlan(plan, part).limits.failed).toBe(0);
    expect(raiseLimits(cutPlan(plan, part), { maxFailed: "10%" }, part).limits.failed).toBe(1);
  });

  it("leave everything as it was where none was raised", () => {
    expect(raiseLimits(plan, {}, WHOLE)).toBe(plan);
  });
});
