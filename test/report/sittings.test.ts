import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Tally } from "../../src/engine/tally.ts";
import type { Event, EventBody } from "../../src/model/event.ts";
import { planTargets } from "../../src/model/plan.ts";
import type { Summary } from "../../src/model/summary.ts";
import { createFold } from "../../src/report/fold.ts";
import { createProgress } from "../../src/report/progress.ts";
import type { Progress } from "../../src/report/progress-shape.ts";
import { totalTargets } from "../../src/report/totals.ts";
import { pastsOf } from "../support/wrecks.ts";
import { createChain, ended, eventsOf, fault, planOf, resumed, START, started, stepDone, totals } from "./scene.ts";
import { planOfStory, stories, tell } from "./story.ts";

const TIMEOUT_MS = 120_000;

const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 9, ms: 4_000 };

function summaryOf(plan: ReturnType<typeof planOf>, bodies: readonly EventBody[]) {
  const fold = createFold(plan);
  for (const event of eventsOf(bodies)) fold.add(event);
  return { summary: fold.summary() };
}

describe("the fold of several sittings", () => {
  it("adds the sittings of a resumed run up, and takes a target's later state", () => {
    const plan = planOf([1]);
    const { summary } = summaryOf(plan, [
      started(plan),
      { type: "target-started", target: "pc-1", batch: 0 },
      stepDone("pc-1", 0),
      ended("pc-1", { state: "stopped", requests: 4, ms: 1_000 }),
      { ...finished, status: "interrupted", requests: 4 },
      { type: "target-started", target: "pc-1", batch: 0 },
      stepDone("pc-1", 1),
      ended("pc-1", { requests: 5, ms: 2_000 }),
      { ...finished, requests: 5 },
    ]);
    expect(summary).toMatchObject({ status: "finished", requests: 9, durationMs: 8_000 });
    expect(summary.totals).toEqual({ ...totals, succeeded: 1 });
    expect(summary.targets[0]).toMatchObject({ requests: 9, durationMs: 3_000 });
    expect(summary.targets[0]?.steps).toHaveLength(2);
  });

  it("counts what is known of a sitting that was cut off, and not the time until it went on", () => {
    const plan = planOf([2]);
    const fold = createFold(plan);
    const chain = createChain();
    fold.add(chain(started(plan), START));
    fold.add(chain(ended("pc-1", { requests: 4 }), START + 2_000));
    fold.add(chain({ type: "target-started", target: "pc-2", batch: 0 }, START + 3_000));
    fold.add(chain(resumed(plan), START + 60_000));
    expect(fold.summary()).toMatchObject({ durationMs: 3_000, requests: 4, status: "interrupted" });
    fold.add(chain(ended("pc-2", { requests: 5 }), START + 61_000));
    expect(fold.summary()).toMatchObject({ durationMs: 4_000, requests: 9 });
    fold.add(chain({ ...finished, requests: 5, ms: 1_500 }, START + 62_000));
    expect(fold.summary()).toMatchObject({ durationMs: 4_500, requests: 9, status: "finished" });
  });

  it("tells what held the last sitting back, and who went on after the ones before, and why", () => {
    const plan = planOf([5, 5]);
    const brake = { limit: "max-failed", batch: 0, allowed: 1, counted: 2 } as const;
    const raise = { raised: { maxFailed: "10%" }, reason: "printers" } as const;
    const bodies: EventBody[] = [
      started(plan),
      { type: "brake-closed", ...brake },
      { ...finished, status: "braked" },
      resumed(plan, raise),
      { type: "window-ended" },
      { ...finished, status: "window-ended" },
    ];
    expect(summaryOf(plan, bodies.slice(0, 3)).summary).toMatchObject({
      status: "braked",
      brake: { ...brake, at: "2026-11-21T22:00:01.000Z" },
      windowEnded: null,
      resumed: [],
    });
    expect(summaryOf(plan, bodies).summary).toMatchObject({
      status: "window-ended",
      brake: null,
      windowEnded: "2026-11-21T22:00:04.000Z",
      resumed: [{ at: "2026-11-21T22:00:03.000Z", by: "tester", host: "there", ...raise }],
    });
    expect(summaryOf(plan, [...bodies, resumed(plan)]).summary).toMatchObject({ brake: null, windowEnded: null });
  });

  it("takes a target that is set aside as unreachable, until it is tried again", () => {
    const plan = planOf([1]);
    const away = ended("pc-1", { state: "unreachable", fault: fault("away", "unreachable"), again: true });
    const bodies: EventBody[] = [started(plan), { type: "target-started", target: "pc-1", batch: 0 }, away];
    expect(summaryOf(plan, bodies).summary.targets[0]).toMatchObject({ state: "unreachable", tries: 1 });
    const again: EventBody = { type: "target-started", target: "pc-1", batch: 0, tries: 1 };
    expect(summaryOf(plan, [...bodies, again]).summary.targets[0]).toMatchObject({ state: "stopped", code: null });
    const reached = summaryOf(plan, [...bodies, again, ended("pc-1", { tries: 2 })]).summary;
    expect(reached.targets[0]).toMatchObject({ state: "succeeded", code: null, tries: 2, requests: 6 });
  });
});

it(
  "the counts of what is shown are the engine's at the end of every sitting, and add up at every event",
  async () => {
    const seen = { aside: 0, standIns: 0 };
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const plan = planOfStory(story);
        const fold = createFold(plan);
        let before: Summary | null = null;
        for await (const { events } of tell(story, plan)) {
          const progress = createProgress(plan, before);
          if (before !== null) expect(progress.totals()).toEqual(before.totals);
          for (const event of events) {
            fold.add(event);
            progress.add(event);
            expect(totalTargets(progress.totals())).toBe(story.troubles.length);
            for (const { targets, done, running, aside, left, standIns } of progress.batches) {
              expect(done + running + aside.size + totalTargets(left)).toBe(targets);
              seen.aside += aside.size;
              seen.standIns += standIns;
            }
          }
          before = fold.summary();
          if (events.at(-1)?.type === "run-finished") expect(progress.totals()).toEqual(before.totals);
          expect(stepCounts(createProgress(plan, before))).toEqual(stepCounts(progress));
          for (const [index, { targets }] of progress.batches.entries())
            expect(before.targets.filter(({ batch }) => batch === index)).toHaveLength(targets);
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.aside, seen.standIns)).toBeGreaterThan(50);
  },
  TIMEOUT_MS,
);

/** How the steps ended, as a further sitting begins with it and as this one ends. */
function stepCounts(progress: Progress) {
  return progress.batches.map(({ steps }) => steps.map(({ outcomes }) => Object.fromEntries(outcomes)));
}

it(
  "the fold of any run tells what the engine tells, however often it is stopped, braked or killed and gone on with",
  async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const plan = planOfStory(story);
        const fold = createFold(plan);
        const all: Event[] = [];
        for await (const { events, ended } of tell(story, plan)) {
          for (const event of events) fold.add(event);
          all.push(...events);
          const { totals, status, requests, targets, success } = fold.summary();
          const last = events.at(-1);
          const how = ended ? status : "killed";
          seen.set(how, (seen.get(how) ?? 0) + 1);
          if (last?.type === "run-finished")
            expect({ totals, status }).toEqual({ totals: last.totals, status: last.status });
          else expect(totals).toEqual(new Tally(planTargets(plan).length, pastsOf(all)).totals());
          for (const [state, amount] of Object.entries(totals))
            expect(targets.filter((target) => target.state === state)).toHaveLength(amount);
          expect(targets.reduce((sum, target) => sum + target.requests, 0)).toBe(requests);
          expect(success.succeeded).toBe(totals.succeeded);
        }
      }),
      { numRuns: 300 },
    );

    expect([...seen.keys()].sort()).toEqual(["braked", "finished", "interrupted", "killed", "window-ended"]);
  },
  TIMEOUT_MS,
);
