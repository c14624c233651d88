import { distance } from "fastest-levenshtein";

/** The word of the list nearest to what was written, or null where none is near enough to be meant. */
export function suggest(written: string, words: readonly string[]): string | null {
  const lower = written.toLowerCase();
  if (lower.length > LONGEST) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(written.length * 0.4)) + 1;
  for (const word of words) {
    const far = slips(lower, word.toLowerCase());
    if (far < bestDistance) {
      best = word;
      bestDistance = far;
    }
  }
  return best;
}

/** No word of ours is as long; a text that is was not meant to be one. */
const LONGEST = 100;

/** How many slips of the pen lie between two words; two neighbours that changed places are one slip. */
function slips(written: string, word: string): number {
  let least = distance(written, word);
  for (let at = 0; least > 1 && at + 1 < written.length; at += 1) {
    const swapped = `${written.slice(0, at)}${written[at + 1]}${written[at]}${written.slice(at + 2)}`;
    least = Math.min(least, distance(swapped, word) + 1);
  }
  return least;
}
