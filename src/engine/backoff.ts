/** The first pause between tries, in milliseconds; after the manner of PowerShell's own CIM jobs. */
const FIRST_MS = 1_000;

/** What a pause depends on. */
export interface Backoff {
  /** The try that failed, counted from 1. */
  readonly attempt: number;
  readonly longestMs: number;
  readonly random: () => number;
}

/** How long to rest after a failed try. Doubles each time, half of it random, within its bound. */
export function backoffMs({ attempt, longestMs, random }: Backoff): number {
  const span = Math.min(longestMs, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(span * (0.5 + 0.5 * random()));
}
