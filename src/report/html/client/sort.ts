import type { Column } from "./table-columns.ts";

/** How rows are sorted. */
export interface Sorting {
  readonly column: Column;
  readonly descending: boolean;
}

/** The same targets in order; equal ones as they stood, those without a key last. */
export function sorted(places: Int32Array, { column, descending }: Sorting): Int32Array {
  const keys = new Map<number, number>();
  for (const place of places) keys.set(place, column.key(place));
  const sign = descending ? -1 : 1;
  return places.slice().sort((a, b) => {
    const [x, y] = [keys.get(a) as number, keys.get(b) as number];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return sign * (x - y) || a - b;
  });
}
