/**
 * `whole`: every sitting is there, to its end. `incomplete`: nothing was changed, but the last sitting never ended, or
 * is under way. `longer`: whole, and events stand behind the head that was given. `broken`: something was changed,
 * taken away or put in.
 */
export type Verdict = "whole" | "longer" | "incomplete" | "broken";

/** The verdicts, the better before the worse. */
export const verdicts: readonly Verdict[] = ["whole", "longer", "incomplete", "broken"];

/** What a journal proves of itself, and by a head that was kept elsewhere. */
export interface Verification {
  /** The run's id; null where its first line does not tell. */
  readonly run: string | null;
  readonly verdict: Verdict;
  /** Why it is not whole, in sentences; null where it is. */
  readonly why: string | null;
  /** The first line that does not fit, from 1; null where that is none of the journal's. */
  readonly line: number | null;
  /** Whole events up to the first that does not fit the chain. */
  readonly events: number;
  readonly sittings: number;
  /** The hash of the last of them. */
  readonly head: string;
}

/** What the journals of a manifest prove, each of itself and all together. */
export interface ManifestVerification {
  /** The worst of its runs, or `broken` where they are not the whole that it tells of. */
  readonly verdict: Verdict;
  readonly why: string | null;
  readonly runs: readonly (Verification & { readonly folder: string })[];
}
