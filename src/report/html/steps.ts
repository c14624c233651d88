import { formatDuration } from "../../base/duration.ts";
import type { Plan, PlannedStep } from "../../model/plan.ts";
import type { TargetSummary } from "../../model/summary.ts";
import { faultState } from "../fault-state.ts";
import type { StepEnd } from "../progress-shape.ts";
import type { RunReport } from "../run-report.ts";
import { stepEnd } from "../step-ends.ts";
import { stepLabel } from "../step-label.ts";
import { plannedSteps } from "../step-match.ts";
import type { StepTimes } from "../timeline-shape.ts";
import { grouped } from "../words.ts";
import { html, type Markup } from "./markup.ts";
import { type Scale, scaleLabels, scaleOf, spread } from "./spread.ts";

/** The columns. What a client sent and what the site received are two things, and both always have theirs. */
const OUTCOMES: readonly (readonly [StepEnd, string])[] = [
  ["changed", "changed"],
  ["unchanged", "unchanged"],
  ["sent", "sent by client"],
  ["received", "received by site"],
  ["skipped", "skipped"],
  ["in-doubt", "in doubt"],
  ["stopped", "stopped"],
  ["unreachable", "unreachable"],
  ["failed", "failed"],
];

/** The other columns are there where they have something to say. */
const ALWAYS: readonly StepEnd[] = ["sent", "received", "failed"];

/** What came of each step, and how long it took. */
export function steps({ plan, summary, timeline }: RunReport): Markup {
  const counts = countOutcomes(plan, summary.targets);
  const scale = scaleOf(timeline.steps);
  const shown = OUTCOMES.filter(([kind]) => ALWAYS.includes(kind) || counts.some((of) => of.has(kind)));
  return html`
<section id="steps" aria-labelledby="steps-h"><h2 id="steps-h">Steps</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Outcomes and times of each step">
<table class="plain steps"><thead><tr><th scope="col">Step</th>${shown.map(
    ([, word]) => html`<th scope="col" class="n">${word}</th>`,
  )}<th scope="col" class="n">median</th><th scope="col" class="n">9 of 10</th><th scope="col" class="n">longest</th><th scope="col" class="spread"><span class="quiet">From the shortest to the longest, </span>${scaleLabels(scale)}</th></tr></thead>
<tbody>${plan.steps.map((step) =>
    stepRow(step, { shown, counts: counts[step.index] as Counts, times: timeline.steps[step.index] ?? null, scale }),
  )}</tbody></table></div>
<p class="faint">The line reaches from the shortest to the longest time, the bar holds the middle half, the stroke is the median; the scale is logarithmic. A step that was tried again counts each time. Lines are those of ${plan.runbook.file}.</p>
</section>`;
}

type Counts = Map<StepEnd, number>;

interface StepRow {
  readonly shown: typeof OUTCOMES;
  readonly counts: Counts;
  readonly times: StepTimes | null;
  readonly scale: Scale | null;
}

function stepRow(step: PlannedStep, { shown, counts, times, scale }: StepRow): Markup {
  const ms = (value: number | undefined) =>
    html`<td class="n">${value === undefined ? "" : formatDuration(value)}</td>`;
  return html`
<tr><th scope="row">${stepLabel(step)}<small>line ${step.place.line}</small></th>${shown.map(([kind]) =>
    outcomeCell(kind, counts.get(kind) ?? 0),
  )}${ms(times?.medianMs)}${ms(times?.nineTenthsMs)}${ms(times?.mostMs)}<td class="spread">${times === null || scale === null ? null : spread(times, scale)}</td></tr>`;
}

function outcomeCell(kind: StepEnd, count: number): Markup {
  if (count === 0) return html`<td class="n faint">0</td>`;
  const bad = kind === "failed" || kind === "in-doubt" || kind === "unreachable";
  return html`<td class="n">${bad ? html`<b class="bad">${grouped(count)}</b>` : grouped(count)}</td>`;
}

function countOutcomes(plan: Plan, targets: readonly TargetSummary[]): readonly Counts[] {
  const counts: Counts[] = plan.steps.map(() => new Map());
  for (const target of targets) {
    plannedSteps(plan, target.steps).forEach(({ index }, at) => {
      const step = target.steps[at];
      const of = counts[index];
      if (step === undefined || of === undefined) return;
      const end = stepEnd(step.outcome, faultState(step.code));
      of.set(end, (of.get(end) ?? 0) + 1);
    });
  }
  return counts;
}
