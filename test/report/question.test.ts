import { expect, it } from "vitest";
import { question } from "../../src/report/question.ts";
import { planOf } from "./scene.ts";

it("the question shows who, how many, the exact operations and the least duration, and asks for the number", () => {
  const plan = {
    ...planOf([5, 25, 110, 110], [{ operations: ["Delete InventoryActionStatus", "::x"] }, { name: "Tell the site" }]),
    excluded: ["vip-1", "vip-2"],
  };
  expect(question(plan)).toBe(`full-inventory (full.yml) is about to be carried out on 250 targets:
  pc-1, pc-2, pc-3, …, pc-249, pc-250
  Excluded: 2 targets.
  Batches: 5, 25, 2 of 110.

Each target goes through these steps, one after the other:
  1. force-inventory hardware
       Delete InventoryActionStatus
       \\u{3a}:x
  2. Tell the site
       SMS_Client.TriggerSchedule {00000000-0000-0000-0000-000000000001}

At 100 starts a minute the last target starts after 2m29s at the earliest.

Type the number of targets to go on: `);
});

it("the question says so where starts are not spaced", () => {
  const plan = planOf([30]);
  const text = question({ ...plan, rollout: { ...plan.rollout, ratePerMinute: "unlimited" } });
  expect(text).toContain("Starts are not spaced (rate: unlimited).");
  expect(text).not.toContain("Excluded");
});
