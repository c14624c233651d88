import type { RunReport } from "../run-report.ts";
import { grouped } from "../words.ts";
import { html, type Markup } from "./markup.ts";

/** The place of the table of targets, which the page's script fills row by row as they come into sight. */
export function targets({ summary }: RunReport): Markup {
  const all = grouped(summary.targets.length);
  return html`
<section id="targets" aria-labelledby="targets-h"><h2 id="targets-h">Targets</h2>
<noscript><p>The table of targets, its search and the map need this page's own script. <code>invrun report --format csv</code> has the same figures for a spreadsheet.</p></noscript>
<div class="live" hidden>
<div class="search"><label for="query">Search</label><input id="query" type="search" placeholder="a name, a state, a code, words of a message" autocomplete="off" spellcheck="false">
<output id="found" for="query">${all} targets</output></div>
<p class="faint paper" id="paper"></p>
<div class="table" id="rows" tabindex="0" role="region" aria-label="Targets, a table that scrolls"></div>
<p class="faint screen">Sort by a column's head. Up and down move from row to row, Enter shows a target. Dates are the clients' own, in UTC.</p>
</div>
</section>
<dialog id="target" aria-labelledby="target-h"></dialog>`;
}
