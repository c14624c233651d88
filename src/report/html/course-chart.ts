import { type TargetState, targetStates } from "../../model/outcome.ts";
import type { Moment } from "../timeline-shape.ts";
import { html, type Markup } from "./markup.ts";
import type { TimeAxis } from "./time-axis.ts";

/** Where the areas stand, in units of the drawing. */
export interface AreaPlace {
  readonly top: number;
  readonly height: number;
  /** All targets. */
  readonly whole: number;
}

/** What has ended badly stands on top, where it can be seen; what has not started is the empty room above. */
const STACK: readonly (TargetState | "running")[] = [
  "succeeded",
  "skipped",
  "stopped",
  "unreachable",
  "in-doubt",
  "failed",
  "running",
];

/** How many targets were where, stacked over time, as steps: between two moments nothing was counted. */
export function areas(moments: readonly Moment[], axis: TimeAxis, place: AreaPlace): readonly Markup[] {
  const below = moments.map(() => 0);
  return STACK.map((state) => {
    const amounts = moments.map((moment) => (state === "running" ? moment.running : moment.totals[state]));
    if (amounts.every((amount) => amount === 0)) return html``;
    const floor = [...below];
    amounts.forEach((amount, at) => {
      below[at] = (below[at] as number) + amount;
    });
    return html`<path class="s-${state}" d="${outline({ moments, floor, ceiling: below }, axis, place)}"/>`;
  });
}

interface Band {
  readonly moments: readonly Moment[];
  readonly floor: readonly number[];
  readonly ceiling: readonly number[];
}

function outline({ moments, floor, ceiling }: Band, axis: TimeAxis, { top, height, whole }: AreaPlace): string {
  const y = (amount: number) => (top + height * (1 - amount / Math.max(1, whole))).toFixed(1);
  const x = moments.map(({ at }) => axis.x(at).toFixed(1));
  let path = `M${x[0]} ${y(ceiling[0] as number)}`;
  for (let at = 1; at < moments.length; at += 1) path += `H${x[at]}V${y(ceiling[at] as number)}`;
  path += `V${y(floor.at(-1) as number)}`;
  for (let at = moments.length - 1; at > 0; at -= 1) path += `H${x[at]}V${y(floor[at - 1] as number)}`;
  return `${path}Z`;
}

/** The states that the areas show, for the legend. */
export function stackedStates(moments: readonly Moment[]): readonly (TargetState | "running")[] {
  const shown = STACK.filter((state) =>
    moments.some((moment) => (state === "running" ? moment.running : moment.totals[state]) > 0),
  );
  return [...shown.filter((state) => state === "running"), ...targetStates.filter((state) => shown.includes(state))];
}
