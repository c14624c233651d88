import type { SittingSpan } from "../timeline-shape.ts";

/** A stretch of an axis on which time runs evenly; between two of them a gap stands for the time between sittings. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
}

/** Where a moment stands on paper. Time between sittings takes no room. */
export interface TimeAxis {
  readonly stretches: readonly Stretch[];
  x(at: number): number;
  readonly ticks: readonly { readonly at: number; readonly x: number; readonly label: string }[];
}

/** Where the axis lies, in units of the drawing. */
export interface AxisPlace {
  readonly left: number;
  readonly width: number;
}

const GAP = 26;
/** Between two labels there is at least so much room. */
const LABEL = 92;
/** A sitting of no time at all is drawn as one of a second. */
const LEAST_MS = 1_000;

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Steps that clocks have. */
const STEPS_MS = [1, 2, 5, 10, 15, 30]
  .map((count) => count * SECOND)
  .concat([1, 2, 5, 10, 15, 30].map((count) => count * MINUTE))
  .concat([1, 2, 3, 6, 12, 24, 48, 96, 192].map((count) => count * HOUR));

/** The axis of a run's sittings, one after the other. */
export function timeAxis(sittings: readonly SittingSpan[], { left, width }: AxisPlace): TimeAxis {
  const lengths = sittings.map(({ from, to }) => Math.max(LEAST_MS, to - from));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const gap = Math.min(GAP, (width * 0.3) / Math.max(1, sittings.length - 1));
  const room = width - gap * Math.max(0, sittings.length - 1);
  let next = left;
  const stretches = sittings.map(({ from }, index): Stretch => {
    const length = lengths[index] as number;
    const stretch = { from, to: from + length, x: next, width: (room * length) / all };
    next += stretch.width + gap;
    return stretch;
  });
  const step = STEPS_MS.find((ms) => (room * ms) / all >= LABEL) ?? (STEPS_MS.at(-1) as number);
  return { stretches, x: (at) => place(stretches, at), ticks: stretches.flatMap((stretch) => ticksOf(stretch, step)) };
}

function place(stretches: readonly Stretch[], at: number): number {
  const stretch = stretches.findLast(({ from }) => from <= at) ?? stretches[0];
  if (stretch === undefined) return 0;
  const share = Math.min(1, Math.max(0, (at - stretch.from) / (stretch.to - stretch.from)));
  return stretch.x + share * stretch.width;
}

/** Midnight is said by the day that begins. */
function ticksOf(stretch: Stretch, step: number): TimeAxis["ticks"] {
  const ticks: TimeAxis["ticks"][number][] = [];
  for (let at = Math.ceil(stretch.from / step) * step; at <= stretch.to; at += step) {
    const iso = new Date(at).toISOString();
    const label = at % DAY === 0 ? iso.slice(5, 10) : iso.slice(11, step < MINUTE ? 19 : 16);
    ticks.push({ at, x: place([stretch], at), label });
  }
  return ticks;
}
