import { printable } from "./printable.ts";
import { grouped } from "./words.ts";

/** How many names are told one by one where there are many. */
const NAMES = 3;

/** The first of some names, and how many more there are: `pc-1, pc-2, pc-3 and 9 more`. */
export function fewNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map(printable).join(", ");
  const more = names.length - NAMES;
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}
