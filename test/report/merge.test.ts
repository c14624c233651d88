import { describe, expect, it } from "vitest";
import type { Part, RunStatus } from "../../src/model/event.ts";
import type { TargetState } from "../../src/model/outcome.ts";
import type { Summary, TargetSummary } from "../../src/model/summary.ts";
import { type MergedRun, mergeRuns } from "../../src/report/merge.ts";
import { noTotals } from "../../src/report/totals.ts";
import { planOf } from "../support/plans.ts";

const WHOLE: Part = { batches: null, shard: null, from: null };
const NAMES = ["pc-1", "pc-2", "pc-3", "pc-4"];
const plan = planOf(NAMES, []);

interface RunDraft {
  readonly run: string;
  readonly part?: Partial<Part>;
  readonly status?: RunStatus;
  readonly plan?: string;
  readonly states: Readonly<Record<string, TargetState>>;
}

/** A run as its journal tells it, as far as merging looks. */
function runOf({ run, part = {}, status = "finished", plan: digest = "p", states }: RunDraft): MergedRun {
  const targets = Object.entries(states).map(([name, state]) => targetOf(name, state));
  return { plan: digest, part: { ...WHOLE, ...part }, summary: { run, status, targets } as unknown as Summary };
}

function targetOf(name: string, state: TargetState): TargetSummary {
  const nothing = { code: null, message: null, hint: null, batch: 0, tries: 1, requests: 0, durationMs: 0, steps: [] };
  return { name, state, ...nothing };
}

const canary = runOf({
  run: "x-b1",
  part: { batches: 1 },
  states: { "pc-1": "succeeded", "pc-2": "not-started", "pc-3": "not-started", "pc-4": "not-started" },
});
const shard = (index: number, states: RunDraft["states"], more: Partial<RunDraft> = {}) =>
  runOf({
    run: `x-s${index}of2`,
    part: { shard: { index, of: 2 }, from: "x-b1", without: ["pc-1"] },
    states,
    ...more,
  });
const first = shard(0, { "pc-3": "failed" });
const second = shard(1, { "pc-2": "succeeded", "pc-4": "unreachable" });

describe("runs of one plan that are one whole", () => {
  it("come to the state that each target was left in by the run that began it, in the order of the plan", () => {
    const { targets, totals, status, gone } = mergeRuns(plan, [second, canary, first]);
    expect(targets.map(({ run, target }) => [target.name, run, target.state])).toEqual([
      ["pc-1", "x-b1", "succeeded"],
      ["pc-2", "x-s1of2", "succeeded"],
      ["pc-3", "x-s0of2", "failed"],
      ["pc-4", "x-s1of2", "unreachable"],
    ]);
    expect(totals).toEqual({ ...noTotals(), succeeded: 2, failed: 1, unreachable: 1 });
    expect([status, gone]).toEqual(["finished", []]);
  });

  it("tell a target that nobody began as not started, by no run", () => {
    const { targets, totals } = mergeRuns(plan, [canary, shard(0, { "pc-3": "not-started" }), second]);
    expect(targets[2]).toMatchObject({ run: null, target: { name: "pc-3", state: "not-started" } });
    expect(totals["not-started"]).toBe(1);
  });

  it("leave out who had left the lists before anybody began it", () => {
    const late = (index: number, states: RunDraft["states"]) =>
      shard(index, states, {
        part: { shard: { index, of: 2 }, from: "x-b1", without: ["pc-1", "pc-3"] },
      });
    const { gone, totals } = mergeRuns(plan, [
      canary,
      late(0, {}),
      late(1, { "pc-2": "succeeded", "pc-4": "succeeded" }),
    ]);
    expect(gone).toEqual(["pc-3"]);
    expect(totals).toEqual({ ...noTotals(), succeeded: 3 });
  });

  it.each<[RunStatus, readonly RunStatus[]]>([
    ["interrupted", ["braked", "interrupted"]],
    ["braked", ["window-ended", "braked"]],
    ["window-ended", ["window-ended", "finished"]],
  ])("are %s where work is left and they are %j", (status, of) => {
    const left = [
      shard(0, { "pc-3": "stopped" }, { status: of[0] as RunStatus }),
      shard(1, { "pc-2": "succeeded", "pc-4": "succeeded" }, { status: of[1] as RunStatus }),
    ];
    expect(mergeRuns(plan, [canary, ...left]).status).toBe(status);
  });

  it("are finished where nothing is left, however they ended", () => {
    const done = shard(0, { "pc-3": "succeeded" }, { status: "interrupted" });
    expect(mergeRuns(plan, [canary, done, second]).status).toBe("finished");
  });
});

describe("runs that are not one whole", () => {
  it.each<[string, readonly MergedRun[], string]>([
    ["a shard is missing", [canary, second], "Shards of this plan are missing: 0/2."],
    ["one is given twice", [canary, first, second, first], "x-s0of2 is given twice."],
    [
      "one is of another plan",
      [canary, first, shard(1, {}, { plan: "q" })],
      "x-s1of2 is a run of another plan than x-b1.",
    ],
    [
      "the run that they left out is missing",
      [first, second],
      "x-s0of2 left out what x-b1 had begun, and that run is missing.",
    ],
    [
      "two began the same target",
      [canary, first, shard(1, { "pc-2": "succeeded", "pc-3": "failed" })],
      "pc-3 was begun by x-s0of2 and by x-s1of2.",
    ],
    [
      "a cut is not whole beside one that is",
      [canary, first, second, shard(0, {}, { run: "x-s0of3", part: { shard: { index: 0, of: 3 }, from: "x-b1" } })],
      "Shards of this plan are missing: 1/3, 2/3.",
    ],
  ])("are refused where %s", (_, runs, sentence) => {
    expect(() => mergeRuns(plan, runs)).toThrow(
      expect.objectContaining({ code: "INV330", message: sentence, exit: 5 }),
    );
  });
});
