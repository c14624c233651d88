import type { StepTimes } from "../timeline-shape.ts";
import { html, type Markup } from "./markup.ts";

/** A logarithmic scale of durations. */
export interface Scale {
  readonly leastMs: number;
  readonly mostMs: number;
}

const WIDTH = 230;
const EDGE = 4;

/** Durations at which the scale has a mark: those that people think in. */
const MARKS: readonly (readonly [ms: number, label: string])[] = [
  [1, "1ms"],
  [10, "10ms"],
  [100, "100ms"],
  [1_000, "1s"],
  [10_000, "10s"],
  [60_000, "1m"],
  [600_000, "10m"],
  [3_600_000, "1h"],
  [36_000_000, "10h"],
  [86_400_000, "1d"],
];
/** Labels do not touch. */
const ROOM = 46;

/** One scale for all steps, from the nearest mark below to the nearest above; null where none has times. */
export function scaleOf(steps: readonly (StepTimes | null)[]): Scale | null {
  const times = steps.filter((step) => step !== null);
  if (times.length === 0) return null;
  const least = Math.max(1, Math.min(...times.map(({ leastMs }) => leastMs)));
  const most = Math.max(1, ...times.map(({ mostMs }) => mostMs));
  const below = MARKS.findLast(([ms]) => ms <= least)?.[0] ?? 1;
  const above = MARKS.find(([ms]) => ms >= most && ms > below)?.[0] ?? most;
  return { leastMs: below, mostMs: above };
}

/** The labels of the scale's marks, for the head of the column. */
export function scaleLabels(scale: Scale | null): Markup {
  if (scale === null) return html``;
  let last = Number.NEGATIVE_INFINITY;
  const labels = marksIn(scale).map(([ms, label]) => {
    const x = place(ms, scale);
    if (x - last < ROOM) return null;
    last = x;
    const anchor = x < ROOM / 2 ? "start" : x > WIDTH - ROOM / 2 ? "end" : "middle";
    return html`<text class="tick ${anchor}" x="${x.toFixed(1)}" y="11">${label}</text>`;
  });
  return html`<svg class="times" viewBox="0 0 ${WIDTH} 14" aria-hidden="true" focusable="false">${labels}</svg>`;
}

/** How one step's times are spread: shortest to longest, the middle half, the median. */
export function spread(times: StepTimes, scale: Scale): Markup {
  const x = (ms: number) => place(ms, scale).toFixed(1);
  const box = Math.max(2, place(times.threeQuartersMs, scale) - place(times.quarterMs, scale));
  return html`<svg class="times" viewBox="0 0 ${WIDTH} 18" aria-hidden="true" focusable="false">${marksIn(scale).map(
    ([ms]) => html`<line class="grid" x1="${x(ms)}" x2="${x(ms)}" y1="0" y2="18"/>`,
  )}<line class="reach" x1="${x(times.leastMs)}" x2="${x(times.mostMs)}" y1="9" y2="9"/><rect class="half" x="${x(times.quarterMs)}" y="4" width="${box.toFixed(1)}" height="10" rx="2"/><line class="median" x1="${x(times.medianMs)}" x2="${x(times.medianMs)}" y1="2" y2="16"/></svg>`;
}

function marksIn({ leastMs, mostMs }: Scale): typeof MARKS {
  return MARKS.filter(([ms]) => ms >= leastMs && ms <= mostMs);
}

function place(ms: number, { leastMs, mostMs }: Scale): number {
  const share = Math.log(Math.max(leastMs, ms) / leastMs) / Math.log(mostMs / leastMs);
  return EDGE + Math.min(1, share) * (WIDTH - 2 * EDGE);
}
