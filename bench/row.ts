/** One measurement. `value` is null where it could not be made, and `how` says why. */
export interface Row {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** The most that `value` may be; null where nothing is claimed. */
  readonly limit: number | null;
  /** How it was measured, in a few words. */
  readonly how: string;
}

/** Whether what is claimed is not so. */
export function failed({ value, limit }: Row): boolean {
  return value !== null && limit !== null && value > limit;
}

/** The middle of the values; of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}
