import type { TargetState } from "../../model/outcome.ts";
import { html, type Markup } from "./markup.ts";

/** A sign for each state, told apart by its form; strokes in a square of 16. The heat map draws them as well. */
const STATE_SIGNS: Readonly<Record<TargetState, string>> = {
  succeeded: "M3 8.6l3.2 3.2L13 4.8",
  skipped: "M3.5 4L7.5 8l-4 4M8.5 4l4 4-4 4",
  failed: "M4 4l8 8M12 4l-8 8",
  unreachable: "M8 2.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 8 2.4zM4.1 4.1l7.8 7.8",
  "in-doubt": "M5.4 6a2.6 2.6 0 1 1 3.7 2.4C8.2 8.8 8 9.4 8 10.2M8 12.6v.4",
  stopped: "M4.5 4.5h7v7h-7z",
  "not-started": "M8 5.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2z",
};

/** The signs, to be put into the page once. */
export function signs(): Markup {
  return html`<svg class="signs" aria-hidden="true" focusable="false"><defs>${Object.entries(STATE_SIGNS).map(
    ([state, path]) => html`<symbol id="sign-${state}" viewBox="0 0 16 16"><path d="${path}"/></symbol>`,
  )}</defs></svg>`;
}

/** The sign of a state; says nothing to a screen reader, since the word stands beside it. */
export function sign(state: TargetState): Markup {
  return html`<svg class="sign s-${state}" aria-hidden="true" focusable="false"><use href="#sign-${state}"/></svg>`;
}
