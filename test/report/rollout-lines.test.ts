import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Summary } from "../../src/model/summary.ts";
import { createFold } from "../../src/report/fold.ts";
import { createLines } from "../../src/report/lines.ts";
import { createManualClock } from "./manual-clock.ts";
import { createChain, ended, fault, planOf, resumed, START, started, stepDone, totals } from "./scene.ts";

const MINUTE = 60_000;
const away = fault("It does not answer.", "unreachable");

/** What is told of these bodies, each at so many seconds after the start. */
async function linesOf(plan: Plan, bodies: readonly (readonly [at: number, body: EventBody])[], before?: Summary) {
  const clock = createManualClock(START);
  const output = new PassThrough();
  let text = "";
  output.on("data", (chunk) => {
    text += chunk;
  });
  const lines = createLines(plan, { output, color: false, clock, ...(before !== undefined && { before }) });
  const chain = createChain();
  for (const [at, body] of bodies) {
    await clock.advance(START + at * 1_000 - clock.now());
    lines.onEvent(chain(body, clock.now()));
  }
  await lines.close();
  return text.trimEnd().split("\n");
}

const start = (target: string, batch = 0): EventBody => ({ type: "target-started", target, batch });
const setAside = (target: string, batch = 0) =>
  ended(target, { batch, state: "unreachable", fault: away, again: true, ms: 5_000 });

describe("plain lines of a rollout", () => {
  it("tell who stands in, who is set aside and until when, and what became of it", async () => {
    const plan = planOf([2, 30]);
    const later = { ...plan, rollout: { ...plan.rollout, retryUnreachableMs: 30 * MINUTE } };
    expect(
      await linesOf(later, [
        [0, started(later)],
        [0, { type: "batch-started", batch: 0, targets: 2 }],
        [1, start("pc-1")],
        [1, start("pc-2")],
        [6, setAside("pc-2")],
        [6, { ...start("pc-3"), replaces: "pc-2" } as EventBody],
        [7, ended("pc-1")],
        [9, ended("pc-3")],
        [9, { type: "batch-finished", batch: 0 }],
        [9, { type: "batch-started", batch: 1, targets: 30 }],
        [10, start("pc-4", 1)],
        [20, ended("pc-4", { batch: 1 })],
        [1_810, { ...start("pc-2"), tries: 1 } as EventBody],
        [1_812, ended("pc-2", { tries: 2 })],
      ]),
    ).toEqual([
      "22:00:00 full-inventory: 32 targets, 2 steps, run 20261121T220000-abc",
      "22:00:00 Batch 1 of 2 begins: 2 targets",
      "22:00:06 pc-2 set aside: INV702 It does not answer.",
      "22:00:06 pc-3 stands in for pc-2",
      "22:00:09 Batch 1 of 2: 2 of 3 done, 1 set aside, tried again in 29m57s, 1 standing in",
      "22:00:09 Batch 2 of 2 begins: 29 targets",
      "22:00:20 Batch 2 of 2: 1 of 29 done",
      "22:30:10 Batch 1 of 2: 2 of 3 done, 1 running, 1 standing in",
      "22:30:10 Batch 2 of 2: 1 of 29 done",
      "22:30:12 pc-2 succeeded at try 2 in 1.5s",
    ]);
  });

  it("tell in a sentence which limit closed the brake, that the window has ended, and how it ended", async () => {
    const plan = planOf([5, 95]);
    const limited = { ...plan, rollout: { ...plan.rollout, maxFailed: "2%" as const } };
    const told = await linesOf(limited, [
      [0, { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 3 }],
      [1, { type: "window-ended" }],
      [2, { type: "run-finished", status: "braked", totals: { ...totals, failed: 3 }, requests: 1, ms: 1 }],
    ]);
    expect(told).toEqual([
      "22:00:00 the brake closed: 3 targets of batch 1 failed or are in doubt, and max-failed (2%) allows none there; nothing new begins, waits run to their end",
      "22:00:01 the window ended: nothing is changed any more, waits run to their end",
      "22:00:02 the brake closed: 3 failed",
    ]);
  });

  it("begin where the last sitting ended", async () => {
    const plan = planOf([2, 2]);
    const fold = createFold(plan);
    const chain = createChain();
    for (const body of [started(plan), start("pc-1"), stepDone("pc-1", 0), ended("pc-1"), start("pc-2"), ended("pc-2")])
      fold.add(chain(body, START));
    fold.add(chain(start("pc-3", 1), START));
    fold.add(chain(ended("pc-3", { batch: 1, state: "stopped" }), START));
    const told = await linesOf(
      plan,
      [
        [60, resumed(plan)],
        [60, { type: "batch-started", batch: 1, targets: 2 }],
        [60, { ...start("pc-3", 1), tries: 1 } as EventBody],
        [61, ended("pc-3", { batch: 1, tries: 2 })],
        [62, ended("pc-4", { batch: 1 })],
        [62, { type: "batch-finished", batch: 1 }],
      ],
      fold.summary(),
    );
    expect(told).toEqual([
      "22:01:00 full-inventory: 4 targets, 2 steps, run 20261121T220000-abc goes on, 2 done before",
      "22:01:00 Batch 2 of 2 begins: 2 targets",
      "22:01:01 pc-3 succeeded at try 2 in 1.5s",
      "22:01:02 pc-4 succeeded in 1.5s",
      "22:01:02 Batch 2 of 2: 2 of 2 done",
    ]);
  });
});
