import { formatDuration } from "../../base/duration.ts";
import type { Plan } from "../../model/plan.ts";
import { stateWords } from "../rows.ts";
import type { RunReport } from "../run-report.ts";
import type { BatchSpan, Mark, Timeline } from "../timeline-shape.ts";
import { totalTargets } from "../totals.ts";
import { grouped } from "../words.ts";
import { areas, stackedStates } from "./course-chart.ts";
import { html, type Markup } from "./markup.ts";
import { second } from "./numbers.ts";
import { type TimeAxis, timeAxis } from "./time-axis.ts";
import { brakeSentence } from "./verdict.ts";

const WIDTH = 1120;
const LEFT = 56;
const RIGHT = 14;
const TOP = 34;
const AREA = 190;
/** Batches take so much room at most; many of them become thin. */
const BATCHES = { row: 20, most: 420 } as const;

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

function picture({ timeline, summary, plan }: RunReport): Markup {
  const axis = timeAxis(timeline.sittings, { left: LEFT, width: WIDTH - LEFT - RIGHT });
  const whole = totalTargets(summary.totals);
  const lanes = [...new Set(timeline.batches.map(({ batch }) => batch))];
  const row = Math.min(BATCHES.row, BATCHES.most / Math.max(1, lanes.length));
  const ground = TOP + AREA;
  const bottom = ground + 30 + row * lanes.length;
  const y = (share: number) => (ground - AREA * share).toFixed(1);
  return html`<svg class="course" viewBox="0 0 ${WIDTH} ${Math.ceil(bottom + 6)}" role="img" aria-label="Targets by state over time, with batches below">
${(whole % 2 === 0 ? [0, 0.5, 1] : [0, 1]).map(
  (share) =>
    html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(share)}" y2="${y(share)}"/><text class="tick end" x="${LEFT - 8}" y="${Number(y(share)) + 4}">${grouped(whole * share)}</text>`,
)}
${areas(timeline.moments, axis, { top: TOP, height: AREA, whole })}
${axis.ticks.map(
  ({ x, label }) =>
    html`<line class="notch" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${ground}" y2="${ground + 5}"/><text class="tick" x="${x.toFixed(1)}" y="${ground + 19}">${label}</text>`,
)}
${gaps(axis, bottom)}
${lanes.map((batch, lane) => batchBars(timeline, { batch, axis, y: ground + 30 + lane * row, height: row }))}
${marks(timeline, { axis, bottom, plan })}
</svg>`;
}

/** Between two sittings. */
function gaps({ stretches }: TimeAxis, bottom: number): readonly Markup[] {
  return stretches.slice(1).map((stretch, index) => {
    const before = stretches[index] as (typeof stretches)[number];
    const from = before.x + before.width;
    const middle = (from + stretch.x) / 2;
    return html`<rect class="gap" x="${from.toFixed(1)}" y="${TOP}" width="${(stretch.x - from).toFixed(1)}" height="${(bottom - TOP).toFixed(1)}"/><text class="pause" transform="translate(${(middle + 4).toFixed(1)} ${TOP + AREA / 2}) rotate(-90)">${formatDuration(stretch.from - before.to)} later</text>`;
  });
}

interface Lane {
  readonly batch: number;
  readonly axis: TimeAxis;
  readonly y: number;
  readonly height: number;
}

function batchBars({ batches, sittings }: Timeline, { batch, axis, y, height }: Lane): Markup {
  const bars = batches
    .filter((span) => span.batch === batch)
    .map(({ from, to, sitting }) => {
      const [left, right] = [axis.x(from), axis.x(to ?? sittings[sitting]?.to ?? from)];
      const open = to === null ? " open" : "";
      return html`<rect class="batch${open}" x="${left.toFixed(1)}" y="${(y + height * 0.2).toFixed(1)}" width="${Math.max(2, right - left).toFixed(1)}" height="${(height * 0.6).toFixed(1)}" rx="${Math.min(3, height * 0.2).toFixed(1)}"/>`;
    });
  const label =
    height < 12
      ? null
      : html`<text class="tick end" x="${LEFT - 8}" y="${(y + height / 2 + 4).toFixed(1)}">batch ${batch + 1}</text>`;
  return html`${label}${bars}`;
}

interface MarkPlace {
  readonly axis: TimeAxis;
  readonly bottom: number;
  readonly plan: Plan;
}

function marks({ marks }: Timeline, { axis, bottom }: MarkPlace): readonly Markup[] {
  return marks.map((mark, index) => {
    const x = axis.x(mark.at);
    const side = x > WIDTH / 2 ? "end" : "start";
    const label = index % 2 === 0 ? 12 : 26;
    return html`<line class="mark ${mark.kind}" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${label - 10}" y2="${bottom}"/><text class="told ${side}" x="${(x + (side === "end" ? -6 : 6)).toFixed(1)}" y="${label}">${markWord(mark)}</text>`;
  });
}

function markWord(mark: Mark): string {
  if (mark.kind === "brake") return "the brake closed";
  if (mark.kind === "window-ended") return "the window ended";
  return mark.atOnce ? "stopped at once" : mark.reason;
}

interface Happening {
  readonly at: number;
  readonly what: string;
}

function happenings({ sittings, batches, marks }: Timeline, plan: Plan): readonly Happening[] {
  const several = sittings.length > 1;
  const found: Happening[] = [
    ...sittings.map(({ from, operator }, at) => ({
      at: from,
      what: `${several ? `Sitting ${at + 1}` : "The run"} began, by ${operator.by} on ${operator.host}.`,
    })),
    ...batches.flatMap((span) => batchHappenings(span, plan)),
    ...marks.map((mark) => ({ at: mark.at, what: markSentence(mark, plan) })),
    ...sittings.map(({ to, status }, at) => ({
      at: to,
      what: `${several ? `Sitting ${at + 1}` : "The run"} ${status === null ? "was heard of for the last time" : `ended: ${status}`}.`,
    })),
  ];
  return found.sort((a, b) => a.at - b.at);
}

function batchHappenings({ batch, from, to }: BatchSpan, { batches }: Plan): readonly Happening[] {
  const size = batches[batch]?.targets.length ?? 0;
  const began = { at: from, what: `Batch ${batch + 1} of ${batches.length} began: ${grouped(size)} targets.` };
  return to === null ? [began] : [began, { at: to, what: `Batch ${batch + 1} was over.` }];
}

function markSentence(mark: Mark, plan: Plan): string {
  if (mark.kind === "brake") return `The brake closed. ${brakeSentence(mark, plan)}`;
  if (mark.kind === "window-ended") return "The window ended; nothing that changes was sent any more.";
  return `The run was ${mark.reason === "journal" ? "stopped, since its journal could not be written" : mark.reason}${mark.atOnce ? ", at once" : ""}.`;
}
