import type { Chance } from "../chance.ts";
import { type Mutator, replaced } from "./mutator.ts";

/** What expressions try in every way: signs, blanks, ends of lines, the beginnings of words. */
const REPEATED = [
  "\n",
  "\r",
  "\u2028",
  " ",
  "\t",
  "a",
  "0",
  "_",
  ".",
  "-",
  "=",
  ":",
  '"',
  "'",
  "\\",
  "\\\\",
  "[",
  "{",
  "a ",
  "a.",
  "%",
];
/** Long enough that what goes by the square of it is seen. */
const MOST = 60_000;

/** One sign over and over, at any place. */
export const longRuns: Mutator = (input, chance: Chance, { words }) => {
  const at = chance.below(input.length + 1);
  const sign = chance.often(80) ? chance.pick(REPEATED, " ") : chance.pick(words, " ");
  const times = Math.ceil(chance.length(MOST) / Math.max(1, sign.length));
  return replaced(input, { from: at, to: at }, sign.repeat(times));
};
