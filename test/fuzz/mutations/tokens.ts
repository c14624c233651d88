import type { Chance } from "../chance.ts";
import type { Material, Mutator } from "./mutator.ts";

/** Words, numbers, blanks, and every other character by itself. */
const TOKEN = /[A-Za-z_]+|\d+|\s+|[^\sA-Za-z0-9_]/g;

/** Characters that are more than they seem: controls, direction, width, case, beyond the plane. */
const ODD_TEXTS = ["\0", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "İ", "ß", "ﬁ", "\u{1f4a5}", "\r", "\u2028"];

/** A word of the format, a number, or a character of the odd ones. */
function word(chance: Chance, { words }: Material): string {
  const way = chance.below(10);
  if (way < 6) return chance.pick(words, "");
  if (way < 8) return String(chance.odd());
  return chance.pick(ODD_TEXTS, "");
}

/** Makes a change of tokens a change of bytes. Latin-1 keeps every byte as it is. */
function onTokens(change: (tokens: string[], chance: Chance, material: Material) => void): Mutator {
  return (input, chance, material) => {
    const tokens = input.toString("latin1").match(TOKEN) ?? [];
    if (tokens.length === 0) return input;
    change(tokens, chance, material);
    return Buffer.from(tokens.join(""), "latin1");
  };
}

/** As Latin-1, so that joined tokens become the bytes of UTF-8. */
function raw(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Changes that know words from blanks and signs. */
export const tokenMutators: readonly Mutator[] = [
  onTokens((tokens, chance, material) => {
    tokens[chance.below(tokens.length)] = raw(word(chance, material));
  }),
  onTokens((tokens, chance, material) => {
    tokens.splice(chance.below(tokens.length + 1), 0, raw(word(chance, material)));
  }),
  onTokens((tokens, chance) => {
    tokens.splice(chance.below(tokens.length), chance.length(4));
  }),
  onTokens((tokens, chance) => {
    const at = chance.below(tokens.length);
    tokens.splice(at, 0, ...tokens.slice(at, at + chance.length(16)));
  }),
  onTokens((tokens, chance) => {
    const [one, other] = [chance.below(tokens.length), chance.below(tokens.length)];
    [tokens[one], tokens[other]] = [tokens[other] as string, tokens[one] as string];
  }),
];

/** An input of nothing but words, numbers and signs. */
export function wordSoup(chance: Chance, material: Material): Buffer {
  const signs = [" ", " ", "\n", "  ", ":", ": ", "- ", ",", "=", "<", ">", '"', "'", "/", "[", "]", "{", "}", "#"];
  const pieces = Array.from({ length: chance.length(80) }, () =>
    chance.often(50) ? word(chance, material) : chance.pick(signs, " "),
  );
  return Buffer.from(pieces.join(""));
}
