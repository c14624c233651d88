import { Chance } from "./chance.ts";
import type { Kind } from "./kind.ts";
import { byteMutators } from "./mutations/bytes.ts";
import type { Mutator } from "./mutations/mutator.ts";
import { tokenMutators, wordSoup } from "./mutations/tokens.ts";

/** Larger inputs are cut, most of them soon: limits of sizes have tests of their own, and time goes by the size. */
const MOST_BYTES = { often: 8_192, seldom: 65_536 } as const;

/** Of a hundred inputs so many are noise, so many nothing but words, and so many right. */
const NOISE = 3;
const SOUP = 4;
const RIGHT = 2;

/** The nth input of a kind under a seed. Needs none of those before it. */
export function makeInput(kind: Kind, seed: number, number: number): Buffer {
  const chance = new Chance(seed, number);
  const { samples, words, text } = kind;
  const way = chance.below(100);
  if (way < NOISE) return chance.bytes(chance.length(2_000) - 1);
  if (way < NOISE + SOUP) return wordSoup(chance, kind);
  let input = chance.pick(samples, Buffer.alloc(0));
  if (way < NOISE + SOUP + RIGHT) return input;
  const material = { samples, words };
  const most = chance.often(3) ? MOST_BYTES.seldom : MOST_BYTES.often;
  do {
    input = chance.pick(mutatorsOf(kind, chance), byteMutators[0] as Mutator)(input, chance, material);
    if (input.length > most) input = input.subarray(0, most);
  } while (chance.often(60));
  return text && chance.often(90) ? Buffer.from(input.toString("utf8")) : input;
}

/** The format is what matters most; of bytes a text has little to fear. */
function mutatorsOf({ structures, text }: Kind, chance: Chance): readonly Mutator[] {
  const way = chance.below(100);
  if (structures.length > 0 && way < 50) return structures;
  return way < (text ? 90 : 55) ? tokenMutators : byteMutators;
}
