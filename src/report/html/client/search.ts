import type { Run } from "./run.ts";

/** Finds targets by words, each of which must stand in name, state, code or message; in the order of the plan. */
export type Search = (query: string) => Int32Array;

/** What is searched is put together once, when it is first needed. */
export function createSearch(run: Run): Search {
  const all = Int32Array.from({ length: run.count }, (_, place) => place);
  let texts: readonly string[] | null = null;
  return (query) => {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) return all;
    texts ??= Array.from(all, (place) => textOf(run, place));
    const searched = texts;
    return all.filter((place) => words.every((word) => (searched[place] as string).includes(word)));
  };
}

function textOf(run: Run, place: number): string {
  const message = run.said(place)?.message ?? "";
  return `${run.name(place)} ${run.state(place)} ${run.stateWord(place)} ${run.code(place)} ${message}`.toLowerCase();
}
