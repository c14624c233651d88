import { expect, it } from "vitest";
import type { EventBody } from "../../../src/model/event.ts";
import { happenings } from "../../../src/report/html/happenings.ts";
import { createTimeline } from "../../../src/report/timeline.ts";
import { ended, eventsOf, planOf, resumed, START, started, totals } from "../scene.ts";

it("what happened is told in order: sittings, batches, brake, window and stops, and a sitting that was cut off", () => {
  const plan = planOf([1, 1]);
  const bodies: readonly EventBody[] = [
    { ...started(plan), windowEnds: "2026-11-22T04:00:00.000Z" } as EventBody,
    { type: "batch-started", batch: 0, targets: 1 },
    { type: "target-started", target: "pc-1", batch: 0 },
    ended("pc-1", { state: "failed" }),
    { type: "batch-finished", batch: 0 },
    { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 1 },
    { type: "run-finished", status: "braked", totals, requests: 1, ms: 6_000 },
    resumed(plan),
    { type: "window-ended" },
    { type: "stopping", reason: "interrupted", atOnce: true },
  ];
  const fold = createTimeline(plan);
  for (const event of eventsOf(bodies)) fold.add(event);
  const told = happenings(fold.timeline(), plan);
  expect(told.map(({ at, what }) => [(at - START) / 1_000, what])).toEqual([
    [0, "Sitting 1 began, by tester on here; its window ends 2026-11-22 04:00:00."],
    [1, "Batch 1 of 2 began: 1 target."],
    [4, "Batch 1 was over."],
    [5, expect.stringMatching(/^The brake closed\. 1 target of batch 1 failed/)],
    [6, "Sitting 1 ended: braked."],
    [7, "Sitting 2 began, by tester on there."],
    [8, "The window ended; nothing that changes was sent any more."],
    [9, "The run was interrupted, at once."],
    [9, "Sitting 2 was heard of for the last time."],
  ]);
});
