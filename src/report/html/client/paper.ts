import { byId } from "./elements.ts";
import type { Run } from "./run.ts";
import type { Table } from "./table.ts";
import { grouped } from "./words.ts";

/** So many rows are put on paper at most: some ten pages. */
const ROWS = 400;

/** What paper shows of the table: the rows that were searched for, or, of too many, those that did not end well. */
export function printRows(run: Run, table: Table): void {
  window.addEventListener("beforeprint", () => {
    const all = table.rows;
    const told = all.length <= ROWS ? all : all.filter((place) => !["succeeded", "skipped"].includes(run.state(place)));
    const shown = told.slice(0, ROWS);
    const which = told.length < all.length ? "that did not end well" : "in all";
    byId("paper").textContent =
      shown.length === all.length
        ? `All ${grouped(all.length)} targets.`
        : `${grouped(shown.length)} of the ${grouped(told.length)} targets ${which}; ${grouped(all.length)} stand in the page itself.`;
    table.spread(shown);
  });
  window.addEventListener("afterprint", () => table.spread(null));
}
