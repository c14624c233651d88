import type { Chance } from "../chance.ts";
import type { Material, Mutator } from "./mutator.ts";

type Holder = Record<string, unknown>;

/** Every map and list of a value that has something in it. */
function holdersOf(value: unknown): Holder[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Holder, ...Object.values(value).flatMap(holdersOf)].filter((one) => Object.keys(one).length > 0);
}

function oddValue(chance: Chance, { words }: Material): unknown {
  const odd = [null, true, "", [], {}, -1, 0.5, 1e300, Number.MAX_SAFE_INTEGER, chance.odd()];
  return chance.often(50) ? chance.pick(words, "") : chance.pick(odd, null);
}

/** Changes one value in one line of JSON, and leaves the line to be JSON. */
function onValue(change: (holder: Holder, key: string, chance: Chance, material: Material) => void): Mutator {
  return (input, chance, material) => {
    const lines = input.toString("utf8").split("\n");
    const at = chance.below(lines.length);
    try {
      const value: unknown = JSON.parse(lines[at] as string);
      const holder = chance.pick(holdersOf(value), {});
      change(holder, chance.pick(Object.keys(holder), ""), chance, material);
      lines[at] = JSON.stringify(value) ?? "";
    } catch {
      return input;
    }
    return Buffer.from(lines.join("\n"));
  };
}

/** Changes of texts whose lines are JSON. */
export const jsonMutators: readonly Mutator[] = [
  onValue((holder, key, chance, material) => {
    holder[key] = oddValue(chance, material);
  }),
  onValue((holder, key, chance) => {
    const value = holder[key];
    if (typeof value === "number") holder[key] = chance.odd();
    else if (typeof value === "string") holder[key] = chance.often(50) ? `${value}${value}` : "";
    else if (typeof value === "boolean") holder[key] = !value;
  }),
  onValue((holder, key) => {
    delete holder[key];
  }),
  onValue((holder, key, chance, { words }) => {
    holder[chance.pick(["__proto__", "constructor", ...words], key)] = holder[key];
  }),
];
