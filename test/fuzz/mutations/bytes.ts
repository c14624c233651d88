import { type Mutator, rangeOf, replaced } from "./mutator.ts";

/** How often a piece is repeated at most: what takes time by the square of its input shows. */
const MOST_REPEATS = 4_096;

const flip: Mutator = (input, chance) => {
  const changed = Buffer.from(input);
  const at = chance.below(input.length);
  if (at < changed.length) changed[at] = (changed[at] as number) ^ (1 << chance.below(8));
  return changed;
};

const overwrite: Mutator = (input, chance) => {
  const { from, to } = rangeOf(input, chance);
  return replaced(input, { from, to }, chance.bytes(to - from));
};

const insert: Mutator = (input, chance) => {
  const at = chance.below(input.length + 1);
  return replaced(input, { from: at, to: at }, chance.bytes(chance.length(32)));
};

const remove: Mutator = (input, chance) => replaced(input, rangeOf(input, chance), "");

const truncate: Mutator = (input, chance) => input.subarray(0, chance.below(input.length + 1));

const repeat: Mutator = (input, chance) => {
  const { from, to } = rangeOf(input, chance);
  const piece = input.subarray(from, to);
  const times = chance.often(80) ? chance.length(16) : chance.below(MOST_REPEATS);
  return replaced(input, { from, to: from }, Buffer.concat(Array.from({ length: times }, () => piece)));
};

const move: Mutator = (input, chance) => {
  const { from, to } = rangeOf(input, chance);
  const rest = replaced(input, { from, to }, "");
  const at = chance.below(rest.length + 1);
  return replaced(rest, { from: at, to: at }, input.subarray(from, to));
};

/** A piece of another right input in the place of one of this. */
const splice: Mutator = (input, chance, { samples }) => {
  const other = chance.pick(samples, input);
  const { from, to } = rangeOf(other, chance);
  return replaced(input, rangeOf(input, chance), other.subarray(from, to));
};

/** An odd number where a length, an offset or a count may stand. */
const number: Mutator = (input, chance) => {
  const width = chance.pick([1, 2, 4] as const, 1);
  if (input.length < width) return input;
  const changed = Buffer.from(input);
  const at = chance.below(input.length - width + 1);
  const value = chance.odd() % 256 ** width;
  if (chance.often(70)) changed.writeUIntLE(value, at, width);
  else changed.writeUIntBE(value, at, width);
  return changed;
};

/** Changes that know nothing of the format. */
export const byteMutators: readonly Mutator[] = [
  flip,
  overwrite,
  insert,
  remove,
  truncate,
  repeat,
  move,
  splice,
  number,
];
