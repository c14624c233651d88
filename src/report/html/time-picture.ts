import { formatDuration } from "../../base/duration.ts";
import type { RunReport } from "../run-report.ts";
import type { Mark, Timeline } from "../timeline-shape.ts";
import { totalTargets } from "../totals.ts";
import { grouped } from "../words.ts";
import { areas } from "./course-chart.ts";
import { html, type Markup } from "./markup.ts";
import { type TimeAxis, timeAxis } from "./time-axis.ts";

const WIDTH = 1120;
const LEFT = 56;
const RIGHT = 14;
const TOP = 34;
const AREA = 190;
/** Batches take so much room at most; many of them become thin. */
const BATCHES = { row: 20, most: 420 } as const;

/** Areas of states over time, batches below, and what held the run back across both. */
export function picture({ timeline, summary }: Pick<RunReport, "timeline" | "summary">): Markup {
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
${marks(timeline, axis, bottom)}
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

function marks({ marks }: Timeline, axis: TimeAxis, bottom: number): readonly Markup[] {
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
