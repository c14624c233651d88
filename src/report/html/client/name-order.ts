/** Digits are compared as numbers: they are made as long as the longest that names have. */
const DIGITS = 12;

/** The place of each name in the order in which people list them: pc-9 before pc-10. Worked out when it is first asked. */
export function namesInOrder(names: readonly string[]): (place: number) => number {
  let ranks: Int32Array | null = null;
  return (place) => {
    ranks ??= rank(names);
    return ranks[place] as number;
  };
}

function rank(names: readonly string[]): Int32Array {
  const keys = names.map((name) => name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0")));
  const order = Int32Array.from(names, (_, place) => place).sort(
    (a, b) => compare(keys[a] as string, keys[b] as string) || a - b,
  );
  const ranks = new Int32Array(names.length);
  order.forEach((place, at) => {
    ranks[place] = at;
  });
  return ranks;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
