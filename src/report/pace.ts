/** How many have finished lately, so that a rate of this hour does not carry last hour's pause. */
export interface Pace {
  /** One more finished at `time`, in milliseconds since 1970. */
  add(time: number): void;
  /** Finished a minute, over the last minute or the time since the first if that is shorter; 0 for too few to tell. */
  perMinute(now: number): number;
}

const SPAN_S = 60;
/** Below these a rate would be a guess. */
const LEAST_S = 3;
const LEAST_COUNT = 3;

/** A pace over the last minute, counted by the second. */
export function createPace(): Pace {
  const counts = new Array<number>(SPAN_S).fill(0);
  let first: number | null = null;
  let newest = 0;
  /** Empties the seconds that have gone by since the newest one. */
  const advance = (second: number) => {
    for (let at = Math.max(newest + 1, second - SPAN_S + 1); at <= second; at += 1) counts[at % SPAN_S] = 0;
    newest = Math.max(newest, second);
  };
  return {
    add(time) {
      const second = Math.floor(time / 1_000);
      advance(second);
      // The first one starts the watch; it says nothing of how long one takes.
      if (first === null) first = second;
      else if (second > newest - SPAN_S) counts[second % SPAN_S] = (counts[second % SPAN_S] ?? 0) + 1;
    },
    perMinute(now) {
      if (first === null) return 0;
      const second = Math.floor(now / 1_000);
      advance(second);
      const span = Math.min(SPAN_S, newest - first);
      const count = counts.reduce((sum, one) => sum + one, 0);
      return span < LEAST_S || count < LEAST_COUNT ? 0 : (count / span) * 60;
    },
  };
}
