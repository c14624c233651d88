import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { MOMENTS } from "../../src/report/course.ts";
import { createFold } from "../../src/report/fold.ts";
import { stepTimes } from "../../src/report/step-times.ts";
import { createTimeline } from "../../src/report/timeline.ts";
import { totalTargets } from "../../src/report/totals.ts";
import { createChain, ended, eventsOf, planOf, resumed, START, started, stepDone, totals } from "./scene.ts";
import { planOfStory, stories, tell } from "./story.ts";

function timelineOf(plan: Plan, bodies: readonly EventBody[]) {
  const fold = createTimeline(plan);
  for (const event of eventsOf(bodies)) fold.add(event);
  return fold.timeline();
}

const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 9, ms: 4_000 };
const begun = (target: string, batch = 0): EventBody => ({ type: "target-started", target, batch });

describe("the timeline", () => {
  it("tells when sittings and batches began and ended, and what held them", () => {
    const plan = planOf([1, 1]);
    const timeline = timelineOf(plan, [
      started(plan),
      { type: "batch-started", batch: 0, targets: 1 },
      begun("pc-1"),
      ended("pc-1", { state: "failed" }),
      { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 1 },
      { type: "batch-finished", batch: 0 },
      { ...finished, status: "braked" },
      resumed(plan, { raised: { maxFailed: 5 }, reason: "known fault", cut: 12 }),
      { type: "batch-started", batch: 1, targets: 1 },
      begun("pc-2", 1),
      { type: "stopping", reason: "interrupted", atOnce: false },
    ]);
    expect(timeline.sittings).toMatchObject([
      { from: START, to: START + 6_000, status: "braked", raised: {}, reason: null, cut: 0 },
      {
        from: START + 7_000,
        to: START + 10_000,
        status: null,
        raised: { maxFailed: 5 },
        reason: "known fault",
        cut: 12,
      },
    ]);
    expect(timeline.batches).toEqual([
      { batch: 0, sitting: 0, from: START + 1_000, to: START + 5_000 },
      { batch: 1, sitting: 1, from: START + 8_000, to: null },
    ]);
    expect(timeline.marks).toEqual([
      { kind: "brake", at: START + 4_000, limit: "max-failed", batch: 0, allowed: 0, counted: 1 },
      { kind: "stopping", at: START + 10_000, reason: "interrupted", atOnce: false },
    ]);
    expect([...timeline.targets.from]).toEqual([START + 2_000, START + 9_000]);
    expect([...timeline.targets.to]).toEqual([START + 3_000, Number.NaN]);
    expect(timeline.moments.at(-1)).toEqual({
      at: START + 9_000,
      running: 1,
      totals: { ...totals, failed: 1 },
    });
  });

  it("counts each target once at every moment, and at the end as the summary does, in any story", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const plan = planOfStory(story);
        const times = createTimeline(plan);
        const fold = createFold(plan);
        for await (const { events } of tell(story, plan))
          for (const event of events) {
            times.add(event);
            fold.add(event);
          }
        const { moments, sittings } = times.timeline();
        const summary = fold.summary();
        for (const { running, totals } of moments)
          expect(running + totalTargets(totals)).toBe(plan.batches.flatMap(({ targets }) => targets).length);
        expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b));
        if (sittings.at(-1)?.status !== null) expect(moments.at(-1)?.totals).toEqual(summary.totals);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps at most so many moments of a long run, spread over all of it", () => {
    const plan = planOf([20_000]);
    const fold = createTimeline(plan);
    const chain = createChain();
    fold.add(chain(started(plan), START));
    for (let number = 1; number <= 20_000; number += 1) {
      fold.add(chain(begun(`pc-${number}`), START + number * 700));
      fold.add(chain(ended(`pc-${number}`), START + number * 700 + 300));
    }
    const { moments } = fold.timeline();
    expect(moments.length).toBeLessThanOrEqual(MOMENTS);
    expect(moments.length).toBeGreaterThan(MOMENTS / 4);
    expect(moments[0]?.totals["not-started"]).toBe(20_000);
    expect(moments.at(-1)?.totals.succeeded).toBe(20_000);
    const gaps = moments.slice(1).map(({ at }, index) => at - (moments[index]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThan((20_000 * 700) / (MOMENTS / 8));
    for (const { totals } of moments) for (const state of targetStates) expect(totals[state]).toBeGreaterThanOrEqual(0);
  });

  it("spends no moments on the time between sittings", () => {
    const plan = planOf([400]);
    const fold = createTimeline(plan);
    const chain = createChain();
    fold.add(chain(started(plan), START));
    for (let number = 1; number <= 200; number += 1) fold.add(chain(begun(`pc-${number}`), START + number * 1_000));
    fold.add(chain({ ...finished, status: "interrupted" }, START + 201_000));
    const later = START + 30 * 86_400_000;
    fold.add(chain(resumed(plan), later));
    for (let number = 201; number <= 400; number += 1) fold.add(chain(begun(`pc-${number}`), later + number * 1_000));
    const { moments } = fold.timeline();
    expect(moments.filter(({ at }) => at < later).length).toBeGreaterThan(150);
    expect(moments.filter(({ at }) => at > later).length).toBeGreaterThan(150);
  });

  it("tells how long each step took, by nearest rank", () => {
    const plan = planOf([4]);
    const { steps } = timelineOf(plan, [
      started(plan),
      ...[40, 10, 30, 20].map((ms, at): EventBody => ({ ...stepDone(`pc-${at + 1}`, 0), ms }) as EventBody),
    ]);
    expect(steps).toEqual([
      { count: 4, leastMs: 10, quarterMs: 10, medianMs: 20, threeQuartersMs: 30, nineTenthsMs: 40, mostMs: 40 },
      null,
    ]);
    expect(stepTimes([7])).toMatchObject({ leastMs: 7, medianMs: 7, nineTenthsMs: 7, mostMs: 7 });
  });
});
