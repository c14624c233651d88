import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import type { Part } from "../../src/model/event.ts";
import { type Plan, planTargets } from "../../src/model/plan.ts";
import { cutIntoBatches, limitsOver } from "../../src/plan/batches.ts";
import { cutPlan, mostShards, shardOf } from "../../src/plan/cut.ts";
import { partOfRunId, partsOverlap, runIdOf, WHOLE } from "../../src/plan/part.ts";
import { planOf } from "../support/plans.ts";

const targets = Array.from({ length: 3_000 }, (_, at) => ({ name: `PC-${at}.corp.example` }));
const rollout = {
  ...planOf([], []).rollout,
  batches: [5, "10%", "rest"] as const,
  concurrency: 101,
  ratePerMinute: 103,
  inFlight: 1_001,
  logonsPerSecond: 50,
  maxFailed: "5%" as const,
  maxUnreachable: 31,
};
const plan: Plan = {
  ...planOf([], [{ kind: "wait", input: "1s" }], rollout),
  batches: cutIntoBatches(targets, rollout),
  limits: limitsOver(targets.length, rollout),
};
const shards = (of: number, part: Partial<Part> = {}) =>
  Array.from({ length: of }, (_, index) => cutPlan(plan, { ...WHOLE, ...part, shard: { index, of } }));
const sum = (numbers: readonly (number | string | null)[]) =>
  numbers.reduce<number>((all, one) => all + Number(one), 0);
const names = (one: Plan) => planTargets(one).map(({ name }) => name);

describe("the shards of a plan", () => {
  const random = seededRandom(20261121);
  const counts = [1, 2, 4, 7, ...Array.from({ length: 4 }, () => 2 + Math.floor(random() * 48))];

  it.each(counts)("%i of them have each target once, in the batch it has in the plan", (of) => {
    const cuts = shards(of);
    plan.batches.forEach((batch, at) => {
      const together = cuts.flatMap(({ batches }) => batches[at]?.targets ?? []);
      expect(together.map(({ name }) => name).sort()).toEqual(batch.targets.map(({ name }) => name).sort());
    });
  });

  it.each(counts)("%i of them have limits that add up to the plan's", (of) => {
    const cuts = shards(of);
    expect(sum(cuts.map(({ limits }) => limits.failed))).toBe(150);
    expect(sum(cuts.map(({ limits }) => limits.unreachable))).toBe(31);
    for (const key of ["concurrency", "ratePerMinute", "inFlight", "logonsPerSecond"] as const)
      expect(sum(cuts.map(({ rollout: own }) => own[key]))).toBe(plan.rollout[key]);
    plan.batches.forEach(({ limits }, at) => {
      expect(sum(cuts.map(({ batches }) => batches[at]?.limits.failed ?? Number.NaN))).toBe(limits.failed);
    });
  });

  it("are told by the first four bytes of SHA-256 over the name in lower case", () => {
    const bytes = createHash("sha256").update("pc-7.corp.example").digest();
    expect(shardOf("PC-7.Corp.Example", 7)).toBe(bytes.readUInt32BE(0) % 7);
  });

  it("are at most as many as leave each one of everything", () => {
    expect(mostShards(plan.rollout)).toBe(50);
    expect(Math.min(...shards(50).map(({ rollout: own }) => Number(own.logonsPerSecond)))).toBe(1);
  });
});

describe("a part of a plan", () => {
  it("that is the whole is the plan as it is", () => {
    expect(cutPlan(plan, WHOLE)).toEqual(plan);
  });

  it("of the first batches has its limits over them, and keeps the others to count them", () => {
    const cut = cutPlan(plan, { ...WHOLE, batches: 2 });
    // 5 % of 305, rounded down.
    expect(cut.limits.failed).toBe(15);
    expect(names(cut)).toEqual(names(plan));
    expect(cut.id).toBe(`${plan.id}-b2`);
  });

  it("without some targets has its limits over the others, those of the batches as well", () => {
    const without = plan.batches[0]?.targets.map(({ name }) => name.toLowerCase()) ?? [];
    const cut = cutPlan(plan, { ...WHOLE, from: `${plan.id}-b1`, without });
    expect(names(cut)).toEqual(names(plan).slice(5));
    expect(cut.batches.map((batch) => batch.targets.length)).toEqual([0, 300, 2_695]);
    // 5 % of 2,995, rounded down.
    expect(cut.limits.failed).toBe(149);
    const cuts = shards(4, { from: `${plan.id}-b1`, without });
    expect(sum(cuts.map(({ limits }) => limits.failed))).toBe(149);
    expect(cuts.flatMap(names).sort()).toEqual(names(cut).sort());
  });
});

describe("the id of a run", () => {
  const parts: readonly (readonly [string, Pick<Part, "batches" | "shard">])[] = [
    ["", { batches: null, shard: null }],
    ["-b1", { batches: 1, shard: null }],
    ["-s0of4", { batches: null, shard: { index: 0, of: 4 } }],
    ["-b2-s3of4", { batches: 2, shard: { index: 3, of: 4 } }],
  ];
  it.each(parts)("%j tells which part it is", (ending, part) => {
    expect(runIdOf(plan.id, part)).toBe(`${plan.id}${ending}`);
    expect(partOfRunId(`${plan.id}${ending}`, plan.id)).toEqual(part);
  });

  it("of another plan tells nothing of this one", () => {
    expect([partOfRunId("20260102-030405-tesx", plan.id), partOfRunId(`${plan.id}-x1`, plan.id)]).toEqual([null, null]);
  });

  it("of two shards of one cut alone stands for other targets", () => {
    const shard = (index: number, of: number) => ({ shard: { index, of } });
    expect(partsOverlap(shard(0, 4), shard(1, 4))).toBe(false);
    expect(partsOverlap(shard(0, 4), shard(0, 4))).toBe(true);
    expect(partsOverlap(shard(0, 4), shard(1, 8))).toBe(true);
    expect(partsOverlap(WHOLE, shard(1, 8))).toBe(true);
  });
});
