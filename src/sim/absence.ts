/**
 * A client that goes away for a while. `refused`: nobody listens; `resets`: who comes is reset; `silent`: nothing is
 * read or said, and what was sent meanwhile is read when it is back, even if the sender has left.
 */
export interface Absence {
  readonly shape: "refused" | "resets" | "silent";
  /** From the trigger to its leaving: the least and the most, in milliseconds. */
  readonly afterMs: readonly [number, number];
  /** How long it stays away: the least and the most, in milliseconds. */
  readonly lastsMs: readonly [number, number];
  /** Whose trigger: its own first one, or the first of all its kind, so that all leave and come back at once. */
  readonly since: "own" | "first";
}
