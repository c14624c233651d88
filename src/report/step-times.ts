import type { StepTimes } from "./timeline-shape.ts";

/** The quantiles of durations in milliseconds, each one of them (nearest rank); null of none. */
export function stepTimes(durationsMs: readonly number[]): StepTimes | null {
  if (durationsMs.length === 0) return null;
  const sorted = Float64Array.from(durationsMs).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return {
    count: sorted.length,
    leastMs: at(0),
    quarterMs: at(0.25),
    medianMs: at(0.5),
    threeQuartersMs: at(0.75),
    nineTenthsMs: at(0.9),
    mostMs: at(1),
  };
}
