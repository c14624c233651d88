import type { Part } from "../model/event.ts";

/** The whole of a plan. */
export const WHOLE: Part = { batches: null, shard: null, from: null };

/** The id of the run that carries out a part of a plan: `-b1` for the first batch, `-s0of4` for the first of four shards. */
export function runIdOf(planId: string, { batches, shard }: Pick<Part, "batches" | "shard">): string {
  const first = batches === null ? "" : `-b${batches}`;
  const piece = shard === null ? "" : `-s${shard.index}of${shard.of}`;
  return `${planId}${first}${piece}`;
}

/** The part that a run's id tells of; null where it is no run of this plan. */
export function partOfRunId(runId: string, planId: string): Pick<Part, "batches" | "shard"> | null {
  if (!runId.startsWith(planId)) return null;
  const told = /^(?:-b(\d+))?(?:-s(\d+)of(\d+))?$/.exec(runId.slice(planId.length));
  if (told === null) return null;
  const [, batches, index, of] = told;
  return {
    batches: batches === undefined ? null : Number(batches),
    shard: index === undefined ? null : { index: Number(index), of: Number(of) },
  };
}

/** Two parts of one plan have, or may have, a target in common: all do but two shards of the same cut. */
export function partsOverlap(one: Pick<Part, "shard">, other: Pick<Part, "shard">): boolean {
  if (one.shard === null || other.shard === null || one.shard.of !== other.shard.of) return true;
  return one.shard.index === other.shard.index;
}
