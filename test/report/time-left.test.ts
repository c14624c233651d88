import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createProgress } from "../../src/report/progress.ts";
import { batchLeftMs, runLeftMs } from "../../src/report/time-left.ts";
import { createChain, ended, planOf, START, started } from "./scene.ts";

const MINUTE = 60_000;

/** What can be told after these bodies, each at so many seconds. */
function sightOf(plan: Plan, bodies: readonly (readonly [at: number, body: EventBody])[]) {
  const progress = createProgress(plan);
  const chain = createChain();
  let now = START;
  for (const [at, body] of [[0, started(plan)] as const, ...bodies]) {
    now = START + at * 1_000;
    progress.add(chain(body, now));
  }
  return { plan, progress, now };
}

const start = (number: number, batch = 0): EventBody => ({ type: "target-started", target: `pc-${number}`, batch });

/** Starts and ends of so many targets, two a second, each as if it had taken a minute. */
const carriedOut = (from: number, to: number, batch: number) =>
  Array.from({ length: to - from }, (_, at) => from + at).flatMap((number) => [
    [10 + number / 2, start(number, batch)] as const,
    [10 + number / 2, ended(`pc-${number}`, { batch, ms: MINUTE })] as const,
  ]);

const begin = (batch: number, at: number) => [at, { type: "batch-started", batch, targets: 0 }] as const;
const end = (batch: number, at: number) => [at, { type: "batch-finished", batch }] as const;

describe("the time that is left", () => {
  const plan = planOf([5, 300, 2_695]);
  const canary = [begin(0, 0), ...carriedOut(1, 6, 0)];

  it("of a run is that of the batch under way and of the later ones at the rate there is", () => {
    const sight = sightOf(plan, [...canary, end(0, 10), begin(1, 10), [11, start(6, 1)]]);
    // Nothing of batch 2 has ended: 299 starts, 0.6 s apart, and the last one's minute. The same for the 2,695 after it.
    expect(runLeftMs(sight)).toBe(299 * 600 + MINUTE + 2_695 * 600 + MINUTE);
    expect(batchLeftMs(sight.progress.batches[1] as never, sight)).toBeNull();
  });

  it("of a batch is never less than its starts take, however quickly those end who have begun", () => {
    const sight = sightOf(plan, [...canary, end(0, 10), begin(1, 10), ...carriedOut(11, 111, 1)]);
    // 200 to be started at 100 a minute, and a minute for the last.
    expect(batchLeftMs(sight.progress.batches[1] as never, sight)).toBe(200 * 600 + MINUTE);
    const quick = { ...sight, plan: { ...plan, rollout: { ...plan.rollout, ratePerMinute: "unlimited" as const } } };
    expect(batchLeftMs(quick.progress.batches[1] as never, quick)).toBeCloseTo((200 / 120) * MINUTE, -4);
  });

  it("without a rate goes by how many may be under way at once", () => {
    const rollout = { ...plan.rollout, ratePerMinute: "unlimited" as const, inFlight: 10 };
    const sight = sightOf({ ...plan, rollout }, [...canary, end(0, 10), begin(1, 10), [11, start(6, 1)]]);
    expect(runLeftMs(sight)).toBe(299 * 6_000 + MINUTE + 2_695 * 6_000 + MINUTE);
  });

  it("is not told where nothing has ended yet, where nothing follows, and where the run is held back", () => {
    expect(runLeftMs(sightOf(plan, [begin(0, 0), [1, start(1)]]))).toBeNull();
    expect(runLeftMs(sightOf(planOf([100]), [begin(0, 0), ...carriedOut(1, 6, 0)]))).toBeNull();
    const braked: EventBody = { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 1 };
    expect(runLeftMs(sightOf(plan, [...canary, [9, braked]]))).toBeNull();
  });

  it("leaves batches out that were not asked for", () => {
    const asked: EventBody = { ...started(plan), part: { batches: 2, shard: null, from: null } } as EventBody;
    const sight = sightOf(plan, [[0, asked], ...canary]);
    expect(runLeftMs(sight)).toBe(MINUTE + 300 * 600 + MINUTE);
  });
});
