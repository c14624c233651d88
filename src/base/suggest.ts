import { distance } from "fastest-levenshtein";

/** The word of the list nearest to what was written, or null where none is near enough to be meant. */
export function suggest(written: string, words: readonly string[]): string | null {
  const lower = written.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(written.length * 0.4)) + 1;
  for (const word of words) {
    const far = distance(lower, word.toLowerCase());
    if (far < bestDistance) {
      best = word;
      bestDistance = far;
    }
  }
  return best;
}
