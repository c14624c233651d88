const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** What a duration looks like: whole numbers with units, largest first. `1h30m`, `90s`, `500ms`, `2d`. */
export const DURATION_PATTERN = "^(?=.)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?(\\d{1,9}ms)?$";

/** The longest span that can be waited for: Node's timers count milliseconds in 31 bits (its documentation, `setTimeout`). */
export const MAX_DURATION_MS = 24 * 86_400_000;

const PATTERN = new RegExp(DURATION_PATTERN);

/** A duration in milliseconds, or null where the text is none. */
export function parseDuration(text: string): number | null {
  if (!PATTERN.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[dhms])/g)) {
    total += Number(amount) * (UNIT_MS[unit as string] as number);
  }
  return total;
}

/** A duration as a person would say it: `1h30m`, `45s`, `340ms`. At most two units. */
export function formatDuration(ms: number): string {
  if (Math.round(ms) < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1).replace(/\.0$/, "")}s`;
  let rest = Math.round(ms / 1_000);
  const parts: string[] = [];
  for (const [unit, seconds] of [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const amount = Math.floor(rest / seconds);
    if (amount > 0) parts.push(`${amount}${unit}`);
    rest -= amount * seconds;
  }
  return parts.slice(0, 2).join("");
}

/** Units as people write them, and the one letter each stands for. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:d|days?)$/, "d"],
  [/^(?:h|hrs?|hours?)$/, "h"],
  [/^(?:m|mins?|minutes?)$/, "m"],
  [/^(?:s|secs?|seconds?)$/, "s"],
  [/^(?:ms|msecs?|milliseconds?)$/, "ms"],
];

/** Nobody writes a longer one; the look for its parts takes time by the square of its length. */
const LONGEST_WRITTEN = 100;

/** What a text that is no duration was meant to be: `5 minutes` is `5m`, `1H 30M` is `1h30m`. Null where that is a guess. */
export function nearestDuration(text: string): string | null {
  if (text.length > LONGEST_WRITTEN) return null;
  const parts = [...text.toLowerCase().matchAll(/(\d+)\s*([a-z]+)(?:\s*(?:,|and)?\s*)/g)];
  if (parts.map(([part]) => part).join("") !== text.toLowerCase()) return null;
  const letters = parts.map(([, amount, unit]) => {
    const letter = SPELLINGS.find(([spelling]) => spelling.test(unit as string))?.[1];
    return letter === undefined ? null : `${amount}${letter}`;
  });
  const nearest = letters.join("");
  return letters.includes(null) || !PATTERN.test(nearest) ? null : nearest;
}
