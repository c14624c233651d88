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

It stops by itself, and is a success:
  failed       never, however many there are
  unreachable  never, however many there are
  success      100% of all but the skipped: 250 of 250 targets where none is skipped

Type the number of targets to go on: `);
});

it("the question says when changes are sent, and each limit as a number of the run and of its batches", () => {
  const scene = planOf([5, 295]);
  const rollout = {
    ...scene.rollout,
    maxFailed: "2%" as const,
    success: "95%" as const,
    window: { days: ["tue", "wed"], from: "22:00", to: "04:00", zone: "Europe/Berlin" } as const,
  };
  const limits = { failed: 6, unreachable: null };
  const batches = scene.batches.map((batch, at) => ({ ...batch, limits: { failed: at * 5, unreachable: null } }));
  const text = question({ ...scene, rollout, limits, batches });
  expect(text).toContain(`at the earliest.
Changes are sent tue, wed from 22:00 to 04:00, Europe/Berlin, and at no other time.

It stops by itself, and is a success:
  failed       as soon as there are 7 in the run
               when a batch ends: with 1 in batch 1, 6 in batch 2
  unreachable  never, however many there are
  success      95% of all but the skipped: 285 of 300 targets where none is skipped
`);
});

it("the question says so where starts are not spaced", () => {
  const plan = planOf([30]);
  const text = question({ ...plan, rollout: { ...plan.rollout, ratePerMinute: "unlimited" } });
  expect(text).toContain("Starts are not spaced (rate: unlimited).");
  expect(text).not.toContain("Excluded");
});

it("the question keeps to the width of a terminal", () => {
  const lines = question(planOf([5, 25, 110, 110]), 60).split("\n");
  expect(lines.filter((line) => line.length > 60 && line.trim().includes(" "))).toEqual([]);
  expect(lines.at(-1)).toBe("Type the number of targets to go on: ");
});
