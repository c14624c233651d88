import type { Chance } from "../chance.ts";

/** What changes are made from. */
export interface Material {
  /** Right inputs of the kind, to take pieces from. */
  readonly samples: readonly Buffer[];
  /** Words of the format. */
  readonly words: readonly string[];
}

/** Changes an input in one place. What it has no hold on it gives back as it is. */
export type Mutator = (input: Buffer, chance: Chance, material: Material) => Buffer;

/** An input with the bytes from `from` to before `to` replaced. */
export function replaced(input: Buffer, { from, to }: { from: number; to: number }, by: Buffer | string): Buffer {
  const between = typeof by === "string" ? Buffer.from(by) : by;
  return Buffer.concat([input.subarray(0, from), between, input.subarray(to)]);
}

/** A range of an input, not empty unless that is. */
export function rangeOf({ length }: Buffer, chance: Chance): { readonly from: number; readonly to: number } {
  const from = chance.below(length);
  return { from, to: Math.min(length, from + chance.length(length)) };
}
