/** What a client's notes of one inventory were; in each list three entries a target: major, minor, date. */
export interface InventoryColumns {
  readonly inventory: string;
  /** A major version of -1: nobody looked. Null where there was none. */
  readonly before: readonly NoteField[];
  /** A major version of -1: no report was seen. */
  readonly after: readonly NoteField[];
}

/** A version number; or a date in seconds after `startedMs`, as a text where it is none that can be read. */
export type NoteField = number | string | null;

/**
 * All targets of a run, column by column, in the order of the summary: what the page's script reads. Every text in it
 * may be shown as it is.
 */
export interface RunColumns {
  readonly startedMs: number;
  /** How each of `targetStates` is said. */
  readonly stateWords: readonly string[];
  /** The steps' labels. */
  readonly steps: readonly string[];
  readonly batches: number;
  /** What `code` counts from 0. */
  readonly codes: readonly string[];
  readonly name: readonly string[];
  /** One digit a target: its place in `targetStates`. */
  readonly state: string;
  /** From 0. */
  readonly batch: readonly number[];
  /** -1 for none. */
  readonly code: readonly number[];
  readonly tries: readonly number[];
  readonly requests: readonly number[];
  readonly durationMs: readonly number[];
  /** Seconds after `startedMs`; null for never. */
  readonly from: readonly (number | null)[];
  readonly to: readonly (number | null)[];
  /** One letter a step and target, of `OUTCOME_LETTERS`. */
  readonly outcomes: string;
  /** Faults of steps, three entries each: target, step, code. */
  readonly stepFaults: readonly number[];
  /** Messages and remedies, of those targets that have some: three entries each, target, message, index in `hints`, or -1. */
  readonly messages: readonly (number | string)[];
  readonly hints: readonly string[];
  readonly inventories: readonly InventoryColumns[];
}

/** An outcome by one letter; `-` where a step never ended. */
export const OUTCOME_LETTERS = {
  changed: "c",
  unchanged: "u",
  sent: "s",
  received: "r",
  skipped: "k",
  "in-doubt": "d",
  failed: "f",
} as const;
