/** What a child is to try: inputs by number under a seed, or files. Handed over as JSON. */
export interface Order {
  /** The module with the table of kinds, as the child would import it. */
  readonly table: string;
  readonly kind: string;
  readonly seed: number;
  /** Where not empty, the inputs are these files, numbered from 0. */
  readonly files: readonly string[];
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
  /** How many are under way at one time. */
  readonly batch: number;
  /** A file into which the child writes where it is, before it goes there. */
  readonly progress: string;
}

/** An input that was not read as it ought to be. */
export interface Find {
  readonly number: number;
  readonly what: string;
}

/** What a child has to say so far; the last word holds. */
export interface Tally {
  readonly accepted: number;
  readonly refused: number;
  /** Milliseconds of the machine's clock. */
  readonly slowest: { readonly number: number; readonly ms: number };
  readonly peakMb: number;
  readonly finds: readonly Find[];
  /** Over all inputs of the last sitting, in order. */
  readonly digest: string;
}

/** Nothing tried yet. */
export const nothing: Tally = {
  accepted: 0,
  refused: 0,
  slowest: { number: 0, ms: 0 },
  peakMb: 0,
  finds: [],
  digest: "",
};

/** Two tallies of different inputs as one. */
export function added(one: Tally, other: Tally): Tally {
  return {
    accepted: one.accepted + other.accepted,
    refused: one.refused + other.refused,
    slowest: other.slowest.ms > one.slowest.ms ? other.slowest : one.slowest,
    peakMb: Math.max(one.peakMb, other.peakMb),
    finds: [...one.finds, ...other.finds],
    digest: other.digest,
  };
}
