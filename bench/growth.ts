import type { Row } from "./row.ts";

/**
 * What a client costs in a larger fleet by what it costs in a smaller one. What is queued, listened to or timed must not
 * grow with the fleet. The first thousand also pay for the compiler's warming up; the step from the second size to the
 * third is free of that.
 */
const STEPS = [
  { name: "growth/cpu", few: 1_000, many: 10_000, limit: 1.15 },
  { name: "growth/cpu-beyond", few: 10_000, many: 50_000, limit: null },
] as const;

/** The steps of which both sizes were measured. */
export function growth(rows: readonly Row[]): readonly Row[] {
  const cpu = (clients: number) => rows.find(({ name }) => name === `scale-${clients}/cpu`)?.value ?? null;
  return STEPS.flatMap(({ name, few, many, limit }) => {
    const [less, more] = [cpu(few), cpu(many)];
    if (less === null || more === null) return [];
    const value = Math.round((more / less) * 100) / 100;
    return [{ name, value, unit: "x", limit, how: `cpu at ${many} clients by cpu at ${few}` }];
  });
}
