import { type TargetState, type Totals, targetStates } from "../../model/outcome.ts";
import type { Plan } from "../../model/plan.ts";
import type { TargetSummary } from "../../model/summary.ts";
import { stateWords } from "../rows.ts";
import type { RunReport } from "../run-report.ts";
import { noTotals, totalTargets } from "../totals.ts";
import { grouped } from "../words.ts";
import { sign } from "./icons.ts";
import { html, type Markup } from "./markup.ts";

/**
 * The place of the heat map, which the page's script draws on a canvas, and beside it the same as a table: what a
 * screen reader reads, what paper shows, and what is there without a script.
 */
export function map({ summary, plan }: RunReport): Markup {
  const present = targetStates.filter((state) => summary.totals[state] > 0);
  return html`
<section id="map" aria-labelledby="map-h"><h2 id="map-h">All targets</h2>
<div class="live" hidden>
<p class="faint" id="map-how">One square a target, in the order of the plan. Point at one, or move with the arrow keys; Enter shows it.</p>
<div class="keys" role="group" aria-label="Highlight a state">${present.map(
    (state) => html`
<button type="button" class="key" data-state="${state}" aria-pressed="false">${sign(state)}${stateWords[state]}</button>`,
  )}</div>
<div class="canvas"><canvas id="heat" tabindex="0" role="application" aria-label="Map of ${grouped(totalTargets(summary.totals))} targets" aria-describedby="map-how"></canvas></div>
<p id="under" class="under" aria-live="polite">&nbsp;</p>
</div>
<details class="by-batch"><summary>The same by batch, as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Targets by batch and state">
<table class="plain"><thead><tr><th scope="col">Batch</th>${present.map(
    (state) => html`<th scope="col" class="n">${stateWords[state]}</th>`,
  )}<th scope="col" class="n">all</th></tr></thead>
<tbody>${byBatch(plan, summary.targets).map((totals, batch) => batchRow(batch, totals, present))}</tbody></table></div></details>
</section>`;
}

function batchRow(batch: number, totals: Totals, present: readonly TargetState[]): Markup {
  return html`
<tr><th scope="row">${batch + 1}</th>${present.map(
    (state) => html`<td class="n${totals[state] === 0 ? " faint" : ""}">${grouped(totals[state])}</td>`,
  )}<td class="n">${grouped(totalTargets(totals))}</td></tr>`;
}

function byBatch(plan: Plan, targets: readonly TargetSummary[]): readonly Totals[] {
  const batches = plan.batches.map(noTotals);
  for (const { batch, state } of targets) {
    const totals = batches[batch];
    if (totals !== undefined) totals[state] += 1;
  }
  return batches;
}
