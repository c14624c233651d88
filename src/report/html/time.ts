import { stateWords } from "../rows.ts";
import type { RunReport } from "../run-report.ts";
import { stackedStates } from "./course-chart.ts";
import { happenings } from "./happenings.ts";
import { html, type Markup } from "./markup.ts";
import { second } from "./numbers.ts";
import { picture } from "./time-picture.ts";

/** The run as it went: counts over time, batches, and what held it back. As a picture, and the same as a table. */
export function time(report: RunReport): Markup {
  const { timeline, plan } = report;
  if (timeline.sittings.length === 0) return html``;
  return html`
<section id="time" aria-labelledby="time-h"><h2 id="time-h">As it went</h2>
<p class="legend">${stackedStates(timeline.moments).map(
    (state) =>
      html`<span><i class="swatch s-${state}"></i>${state === "running" ? "under way" : stateWords[state]}</span>`,
  )}</p>
<div class="scroll chart" tabindex="0" role="region" aria-label="Time line, a picture">${picture(report)}</div>
<details><summary>The same as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="What happened when">
<table class="plain"><thead><tr><th scope="col">UTC</th><th scope="col">What</th></tr></thead>
<tbody>${happenings(timeline, plan).map(
    ({ at, what }) => html`
<tr><td class="when">${second(at)}</td><td>${what}</td></tr>`,
  )}</tbody></table></div></details>
</section>`;
}
