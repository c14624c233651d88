import { formatDuration } from "../../base/duration.ts";
import { type Totals, targetStates } from "../../model/outcome.ts";
import { stateWords } from "../rows.ts";
import type { RunReport } from "../run-report.ts";
import { totalTargets } from "../totals.ts";
import { counted, grouped } from "../words.ts";
import { sign } from "./icons.ts";
import { html, type Markup } from "./markup.ts";
import { percent, second } from "./numbers.ts";
import { verdictOf } from "./verdict.ts";

/** The width of the bar in its own units. */
const BAR = 1000;
/** A state that any target is in can be seen, however few they are. */
const LEAST = 4;
const GAP = 2;

/** The outcome at a glance: the verdict, the counts by state as a bar and in numbers, and when and how long. */
export function outcome({ summary, plan }: RunReport): Markup {
  const { heading, sentence, tone } = verdictOf(summary, plan);
  const { totals } = summary;
  const all = totalTargets(totals);
  const from = second(Date.parse(summary.startedAt));
  const to = second(Date.parse(summary.finishedAt));
  return html`
<section class="verdict ${tone}" id="outcome" aria-labelledby="outcome-h">
<div class="told"><h2 id="outcome-h">${heading}</h2><p>${sentence}</p></div>
${stateBar(totals)}
<ul class="states">${targetStates.map(
    (state) => html`
<li class="${totals[state] === 0 ? "none" : "some"}">${sign(state)}<span class="word">${stateWords[state]}</span>
<b>${grouped(totals[state])}</b><span class="share">${totals[state] === 0 ? "" : percent(totals[state], all)}</span></li>`,
  )}
</ul>
<p class="span">${counted(all, "target")} in ${batchesWord(plan.batches.length)}, ${from} to ${to} UTC: ${formatDuration(summary.durationMs)}${
    summary.resumed.length === 0 ? "" : ` in ${counted(summary.resumed.length + 1, "sitting")}`
  }, ${counted(summary.requests, "request")}.${
    summary.continued === 0 ? "" : ` ${counted(summary.continued, "failure")} let pass by on-error: continue.`
  }</p>
</section>`;
}

function stateBar(totals: Totals): Markup {
  const present = targetStates.filter((state) => totals[state] > 0);
  const all = totalTargets(totals);
  const room = BAR - GAP * Math.max(0, present.length - 1) - LEAST * present.length;
  let x = 0;
  const parts = present.map((state) => {
    const width = LEAST + (room * totals[state]) / all;
    const part = html`<rect class="s-${state}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"/>`;
    x += width + GAP;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 ${BAR} 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function batchesWord(count: number): string {
  return count === 1 ? "one batch" : `${grouped(count)} batches`;
}
