import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAIN_START, type EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import { createFold } from "../../src/report/fold.ts";
import { totalTargets } from "../../src/report/totals.ts";
import { changed, createChain, ended, eventsOf, fault, planOf, START, started, stepDone, totals } from "./scene.ts";

function summaryOf(plan: ReturnType<typeof planOf>, bodies: readonly EventBody[]) {
  const fold = createFold(plan);
  const events = eventsOf(bodies);
  for (const event of events) fold.add(event);
  return { summary: fold.summary(), events };
}

const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 9, ms: 4_000 };

describe("the fold", () => {
  it("of no events has every target not started, and the start of the chain for its head", () => {
    const summary = createFold(planOf([2, 3])).summary();
    expect(summary).toMatchObject({ status: "interrupted", head: CHAIN_START, durationMs: 0, requests: 0 });
    expect(summary.totals).toEqual({ ...totals, "not-started": 5 });
    expect(summary.targets.map(({ name }) => name)).toEqual(["pc-1", "pc-2", "pc-3", "pc-4", "pc-5"]);
  });

  it("of a whole run tells each target's state, steps, fault and figures", () => {
    const plan = planOf([3]);
    const broken = fault("pc-2 has no ConfigMgr client.");
    const { summary, events } = summaryOf(plan, [
      started(plan),
      { type: "target-started", target: "pc-1", batch: 0 },
      stepDone("pc-1", 0, { kind: "changed", facts: { hardware: null } }),
      stepDone("pc-1", 1, { kind: "sent", facts: { minor: 0 } }),
      ended("pc-1", { requests: 7, ms: 3_000 }),
      { type: "target-started", target: "pc-2", batch: 0 },
      stepDone("pc-2", 0, { kind: "failed", fault: broken, facts: {} }),
      ended("pc-2", { state: "failed", fault: broken, requests: 2, ms: 100 }),
      ended("pc-3", { state: "not-started", requests: 0, ms: 0 }),
      finished,
    ]);
    expect(summary.totals).toEqual({ ...totals, succeeded: 1, failed: 1, "not-started": 1 });
    expect(summary).toMatchObject({
      status: "finished",
      requests: 9,
      durationMs: 4_000,
      startedAt: "2026-11-21T22:00:00.000Z",
      finishedAt: "2026-11-21T22:00:09.000Z",
      continued: 0,
    });
    expect(summary.head).toBe(events.at(-1)?.hash);
    expect(summary.targets[0]?.steps).toEqual([
      { index: 0, kind: "force-inventory", outcome: "changed", code: null, facts: { hardware: null } },
      { index: 1, kind: "force-inventory", outcome: "sent", code: null, facts: { minor: 0 } },
    ]);
    expect(summary.targets[1]).toMatchObject({
      code: "INV702",
      message: broken.message,
      hint: broken.hint,
      requests: 2,
    });
  });

  it("tells of a step that is left out by its absence, so that one of the same kind behind it is not taken for it", () => {
    const plan = planOf([1], [{}, {}, {}]);
    const bodies = [started(plan), stepDone("pc-1", 0), stepDone("pc-1", 2), ended("pc-1", { state: "stopped" })];
    expect(summaryOf(plan, bodies).summary.targets[0]?.steps.map(({ index }) => index)).toEqual([0, 2]);
  });

  it("of a journal that breaks off is interrupted; what left without an answer is in doubt, the rest stopped", () => {
    const plan = planOf([3]);
    const { summary } = summaryOf(plan, [
      started(plan),
      { type: "target-started", target: "pc-1", batch: 0 },
      { type: "target-started", target: "pc-2", batch: 0 },
      { type: "sending", target: "pc-1", step: 0, operation: "delete", attempt: 1 },
      { type: "sending", target: "pc-2", step: 0, operation: "delete", attempt: 1 },
      { type: "answered", target: "pc-2", step: 0, operation: "delete", result: "done", output: null },
    ]);
    expect(summary.status).toBe("interrupted");
    expect(summary.targets.map(({ state }) => state)).toEqual(["in-doubt", "stopped", "not-started"]);
    expect(summary.durationMs).toBe(5_000);
  });

  it("keeps a change in doubt whose refusal may have reached the host, and not one that did not", () => {
    const plan = planOf([2]);
    const refused = (target: string, delivered: "no" | "maybe"): EventBody => ({
      type: "refused",
      target,
      step: 0,
      operation: "delete",
      fault: fault("lost"),
      delivered,
    });
    const { summary } = summaryOf(plan, [
      { type: "sending", target: "pc-1", step: 0, operation: "delete", attempt: 1 },
      refused("pc-1", "maybe"),
      { type: "sending", target: "pc-2", step: 0, operation: "delete", attempt: 1 },
      refused("pc-2", "no"),
    ]);
    expect(summary.targets.map(({ state }) => state)).toEqual(["in-doubt", "stopped"]);
  });

  it("judges success by all but the skipped of the batches that were asked for", () => {
    const plan = { ...planOf([4, 6]), rollout: { ...planOf([]).rollout, success: "75%" as const } };
    const bodies = ["pc-1", "pc-2", "pc-3"].map((name) => ended(name));
    const judged = (batches: number | null, more: readonly EventBody[] = []) =>
      summaryOf(plan, [
        { ...started(plan), part: { batches, shard: null, from: null } } as EventBody,
        ...bodies,
        ...more,
      ]).summary.success;
    expect(judged(1)).toEqual({ share: "75%", of: 4, needed: 3, succeeded: 3, unreachable: 0, met: true });
    expect(judged(null)).toEqual({ share: "75%", of: 10, needed: 8, succeeded: 3, unreachable: 0, met: false });
    expect(judged(1, [ended("pc-3", { state: "failed" })])).toMatchObject({ succeeded: 2, met: false });
    expect(judged(1, [ended("pc-4", { state: "skipped" })])).toMatchObject({ of: 3, needed: 3, met: true });
  });

  it("counts the failures that on-error: continue let pass, and no others", () => {
    const plan = planOf([3], [{ onError: "continue" }, {}, { onError: "continue" }]);
    const failed = { kind: "failed", fault: fault("no"), facts: {} } as const;
    const { summary } = summaryOf(plan, [
      stepDone("pc-1", 0, failed),
      stepDone("pc-1", 1),
      stepDone("pc-1", 2, failed),
      ended("pc-1"),
      stepDone("pc-2", 0, failed),
      stepDone("pc-2", 1, failed),
      ended("pc-2", { state: "failed", fault: fault("no") }),
      stepDone("pc-3", 0, failed),
      ended("pc-3", { state: "unreachable", fault: fault("no") }),
    ]);
    expect(summary.continued).toBe(3);
  });

  it("does not count a step that was cut short as let pass, nor one whose doubt was settled", () => {
    const plan = planOf([2], [{ onError: "continue" }, {}]);
    const cut = { ...fault("stopped", "stopped"), code: "INV901" as const };
    const { summary } = summaryOf(plan, [
      stepDone("pc-1", 0, { kind: "failed", fault: cut, facts: {} }),
      stepDone("pc-1", 1),
      ended("pc-1", { state: "stopped" }),
      stepDone("pc-2", 0, { kind: "in-doubt", fault: fault("lost", "in-doubt"), about: ["hardware"], facts: {} }),
      stepDone("pc-2", 1, { kind: "sent", facts: {} }),
      ended("pc-2"),
    ]);
    expect(summary.continued).toBe(0);
  });

  it("keeps its totals equal to the number of targets after any events in any order", () => {
    const name = fc.constantFrom("pc-1", "pc-2", "pc-3", "pc-4", "stranger");
    const step = fc.nat(3);
    const body: fc.Arbitrary<EventBody> = fc.oneof(
      fc.record({ type: fc.constant("target-started" as const), target: name, batch: fc.nat(2) }),
      fc.record({ type: fc.constant("step-started" as const), target: name, step }),
      fc.record({ type: fc.constant("waiting" as const), target: name, step, ms: fc.nat() }),
      fc.record({
        type: fc.constant("sending" as const),
        target: name,
        step,
        operation: fc.string(),
        attempt: fc.nat(),
      }),
      fc.tuple(name, step).map(([target, at]) => stepDone(target, at, changed)),
      fc.tuple(name, fc.constantFrom(...targetStates)).map(([target, state]) => ended(target, { state })),
      fc.constant(finished),
    );
    fc.assert(
      fc.property(fc.array(body, { maxLength: 40 }), (bodies) => {
        const fold = createFold(planOf([1, 3]));
        const chain = createChain();
        bodies.forEach((one, at) => {
          fold.add(chain(one, START + at));
          expect(totalTargets(fold.summary().totals)).toBe(4);
        });
        const summary = fold.summary();
        for (const state of targetStates) {
          expect(summary.targets.filter((target) => target.state === state)).toHaveLength(summary.totals[state]);
        }
      }),
    );
  });
});
