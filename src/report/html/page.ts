import type { ReportFormat, RunReport } from "../run-report.ts";
import { counted } from "../words.ts";
import { ages } from "./ages.ts";
import { columnsJson } from "./columns.ts";
import { faults } from "./faults.ts";
import { signs } from "./icons.ts";
import { map } from "./map.ts";
import { type Hole, html, type Markup } from "./markup.ts";
import { outcome } from "./outcome.ts";
import { script, style } from "./page.generated.js";
import { contentPolicy } from "./policy.ts";
import { record } from "./record.ts";
import { steps } from "./steps.ts";
import { targets } from "./targets.ts";
import { time } from "./time.ts";
import { verdictOf } from "./verdict.ts";

/** The sections in their order; one that has nothing to say is empty and left out. */
const SECTIONS: readonly (readonly [id: string, label: string, make: (report: RunReport) => Markup])[] = [
  ["record", "Record", record],
  ["map", "All targets", map],
  ["time", "As it went", time],
  ["steps", "Steps", steps],
  ["faults", "Faults", faults],
  ["reports", "Before and after", ages],
  ["targets", "Targets", targets],
];

/**
 * A run as one page that needs nothing beside it: no network, no other file. What comes from outside is in it as text,
 * and its content policy runs no script but its own.
 */
export const htmlReport: ReportFormat = function* (report) {
  const sections = SECTIONS.map(([id, label, make]) => ({ id, label, markup: make(report) })).filter(
    ({ markup }) => markup.text !== "",
  );
  yield head(report).text;
  // Its own text: it must reach the browser as it was hashed.
  yield `<style>${style}</style></head>\n`;
  yield banner(report, sections).text;
  yield outcome(report).text;
  for (const { markup } of sections) yield markup.text;
  yield html`</main><footer><p>Made by ${report.origin.tool} from the journal of ${report.summary.run}: ${counted(report.journal.events, "event")}, chain whole. All times are UTC.</p></footer>
`.text;
  yield '<script type="application/json" id="columns">';
  yield* columnsJson(report);
  yield `</script>\n<script>${script}</script></body></html>\n`;
};

function head({ summary, plan }: RunReport): Markup {
  const { heading } = verdictOf(summary, plan);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy({ script, style })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${summary.name}: ${heading}</title>
`;
}

function banner(
  { summary, plan }: RunReport,
  sections: readonly { readonly id: string; readonly label: string }[],
): Markup {
  const about: Hole = plan.about === null ? null : html`<p class="about">${plan.about}</p>`;
  return html`<body>${signs()}
<a class="skip" href="#outcome">To the outcome</a>
<header><div class="top"><p class="brand">invrun report${summary.change === null ? null : html`<span class="change">${summary.change}</span>`}</p>
<fieldset class="theme live" hidden><legend class="quiet">Colours</legend>
<label><input type="radio" name="theme" value="auto" checked>System</label><label><input type="radio" name="theme" value="light">Light</label><label><input type="radio" name="theme" value="dark">Dark</label></fieldset></div>
<h1>${summary.name}</h1>${about}
<nav aria-label="Sections"><ul>${sections.map(({ id, label }) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav></header>
<main>`;
}
