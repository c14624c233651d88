/** Pauses between tries, after the manner of PowerShell's own CIM jobs: growing, random, bounded. */
const BACKOFF = { firstMs: 500, longestMs: 15_000 } as const;

/** How long to rest after a failed try, counted from 1. Doubles each time, half of it random. */
export function backoffMs(attempt: number, random: () => number): number {
  const span = Math.min(BACKOFF.longestMs, BACKOFF.firstMs * 2 ** attempt);
  return Math.round(span * (0.5 + 0.5 * random()));
}
