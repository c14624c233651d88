import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { Limits, Plan } from "../../src/model/plan.ts";
import type { RolloutSettings } from "../../src/model/runbook.ts";
import { cutIntoBatches, limitsOver } from "../../src/plan/batches.ts";
import { anyRollout, planOf } from "../support/plans.ts";
import { type EngineRun, ofType, runEngine } from "../support/run-engine.ts";

const steps = [{ kind: "force-inventory", input: ["hardware"] }];

function rolledOut(targets: number, settings: Partial<RolloutSettings>): Plan {
  const rollout = { ...anyRollout, ...settings };
  const names = Array.from({ length: targets }, (_, index) => `pc-${index}`);
  const plan = planOf(names, steps, rollout);
  const all = plan.batches[0]?.targets ?? [];
  return { ...plan, batches: cutIntoBatches(all, rollout), limits: limitsOver(targets, rollout) };
}

/** Which targets fail and which are not to be reached, by their number. */
interface Trouble {
  readonly fails?: (index: number) => boolean;
  readonly gone?: (index: number) => boolean;
  readonly doubtful?: (index: number) => boolean;
}

function run(plan: Plan, { fails, gone, doubtful }: Trouble, more: object = {}): Promise<EngineRun> {
  const scripts = Object.fromEntries(
    plan.batches.flatMap(({ targets }) =>
      targets.map(({ name }) => {
        const index = Number(name.slice(3));
        const before = (operation: string, act: () => void) => {
          if (gone?.(index)) throw new Fault("INV404", "no route");
          if (fails?.(index)) throw new Fault("INV702", "denied", { delivered: "yes" });
          if (doubtful?.(index) && operation.startsWith("trigger")) {
            act();
            throw new Fault("INV406", "broke", { delivered: "maybe" });
          }
        };
        return [name, { before }];
      }),
    ),
  );
  return runEngine({ plan, scripts, ...more });
}

const started = (of: EngineRun) => ofType(of.events, "target-started").length;
const none = () => false;
const all = () => true;

describe("how many targets are started", () => {
  // Targets, settings, trouble; targets started, the brake. Concurrency 1: each end is known before the next start.
  it.each<[string, number, Partial<RolloutSettings>, Trouble, number, string | null]>([
    ["all, where nothing goes wrong", 100, { batches: [5, "10%", "rest"], maxFailed: 0 }, {}, 100, null],
    [
      "the canary alone, where all of it fails",
      3000,
      { batches: [5, "10%", "rest"], maxFailed: "5%" },
      { fails: (i) => i < 5 },
      5,
      "max-failed 0",
    ],
    [
      "the canary alone, where nothing in it succeeded though its limit allows that",
      3000,
      { batches: [5, "rest"], maxFailed: 10 },
      { fails: (i) => i < 5 },
      5,
      "nothing-succeeded 0",
    ],
    [
      "the canary alone, where one of five fails: 2 % of 5 is 0",
      3000,
      { batches: [5, "rest"], maxFailed: "2%" },
      { fails: (i) => i === 3 },
      5,
      "max-failed 0",
    ],
    [
      "all, where one of five fails and one is allowed",
      300,
      { batches: [5, "rest"], maxFailed: 1 },
      { fails: (i) => i === 3 },
      300,
      null,
    ],
    ["up to the one that is above the run's limit", 1000, { maxFailed: "2%" }, { fails: all }, 21, "max-failed null"],
    [
      "up to the one that is above a count",
      1000,
      { maxFailed: 7 },
      { fails: (i) => i % 2 === 0 },
      15,
      "max-failed null",
    ],
    ["up to the one in doubt that is above it", 1000, { maxFailed: 2 }, { doubtful: all }, 3, "max-failed null"],
    [
      "all, where many are unreachable and no limit says how many",
      200,
      { maxFailed: 0 },
      { gone: (i) => i % 2 === 0 },
      200,
      null,
    ],
    ["up to the one unreachable too many", 200, { maxUnreachable: "10%" }, { gone: all }, 21, "max-unreachable null"],
    [
      "others in the canary for the unreachable ones",
      100,
      { batches: [5, "rest"], maxFailed: "5%" },
      { gone: (i) => i < 3, fails: (i) => i >= 3 && i < 8 },
      8,
      "max-failed 0",
    ],
    ["all in one batch, where the list of sizes does not reach the end", 35, { batches: [10] }, {}, 35, null],
    [
      "the first of equal batches, where its own share fails",
      100,
      { batches: ["10%"], maxFailed: "10%" },
      { fails: (i) => i < 2 },
      10,
      "max-failed 0",
    ],
    [
      "up to the batch whose share fails",
      100,
      { batches: ["10%"], maxFailed: "20%" },
      { fails: (i) => i >= 30 && i < 33 },
      40,
      "max-failed 3",
    ],
    [
      "all, where the last batch goes wrong: nothing is left to hold back",
      20,
      { batches: [10], maxFailed: 9 },
      { fails: (i) => i >= 11 },
      20,
      null,
    ],
  ])("%s", async (_name, targets, settings, trouble, expected, brake) => {
    const plan = rolledOut(targets, { concurrency: 1, inFlight: 1, ...settings });
    const done = await run(plan, { fails: none, gone: none, ...trouble });
    expect(started(done)).toBe(expected);
    const [closed] = ofType(done.events, "brake-closed");
    expect(closed === undefined ? null : `${closed.limit} ${closed.batch}`).toBe(brake);
    expect(done.status).toBe(brake === null ? "finished" : "braked");
    const [end] = ofType(done.events, "run-finished");
    expect(Object.values(end?.totals ?? {}).reduce((sum, amount) => sum + amount, 0)).toBe(targets);
  });

  it("no batch before the one before it has ended", async () => {
    const done = await run(rolledOut(23, { batches: [5, "50%"] }), {});
    const batches = done.events.flatMap((event) =>
      event.type === "batch-started" || event.type === "batch-finished" ? [`${event.type} ${event.batch}`] : [],
    );
    expect(batches).toEqual([0, 1, 2].flatMap((index) => [`batch-started ${index}`, `batch-finished ${index}`]));
    let over = -1;
    for (const event of done.events) {
      if (event.type === "batch-finished") over = event.batch;
      if (event.type === "target-started") expect(event.batch).toBe(over + 1);
    }
    expect(ofType(done.events, "batch-started").map(({ targets }) => targets)).toEqual([5, 12, 6]);
  });

  it("only those of the first batches, where no more are asked for", async () => {
    const done = await run(rolledOut(50, { batches: [5, 10, "rest"] }), {}, { batches: 2 });
    expect(started(done)).toBe(15);
    expect(done.status).toBe("finished");
    expect(ofType(done.events, "run-finished")[0]?.totals).toMatchObject({ succeeded: 15, "not-started": 35 });
  });

  it("says of whom in the canary another stands in", async () => {
    const done = await run(rolledOut(10, { batches: [2, "rest"] }), { gone: (index) => index === 0 });
    const turns = ofType(done.events, "target-started").map(({ target, batch, replaces }) => [target, batch, replaces]);
    expect(turns.slice(0, 4)).toEqual([
      ["pc-0", 0, undefined],
      ["pc-1", 0, undefined],
      ["pc-2", 0, "pc-0"],
      ["pc-3", 1, undefined],
    ]);
  });
});

describe("limits as absolute numbers", () => {
  it.each<[number, Partial<RolloutSettings>, Limits]>([
    [5, { maxFailed: "2%" }, { failed: 0, unreachable: null }],
    [3500, { maxFailed: "2%", maxUnreachable: "60%" }, { failed: 70, unreachable: 2100 }],
    [1000, { maxFailed: "0.1%", maxUnreachable: 3 }, { failed: 1, unreachable: 3 }],
    [999, { maxFailed: "0.1%" }, { failed: 0, unreachable: null }],
    [7, { maxFailed: "29%" }, { failed: 2, unreachable: null }],
  ])("over %i targets, %j: %j", (targets, settings, limits) => {
    expect(limitsOver(targets, { ...anyRollout, ...settings })).toEqual(limits);
  });
});
