import { faultCodes } from "../../base/codes/index.ts";
import { faultState } from "../fault-state.ts";
import type { RunReport } from "../run-report.ts";
import { type SkippedReason, skippedReasons } from "../skipped.ts";
import { counted, grouped } from "../words.ts";
import { type FaultMet, faultsMet } from "./faults-met.ts";
import { sign } from "./icons.ts";
import { html, type Markup } from "./markup.ts";

/** How many reasons for leaving a target alone are told; each client may have one of its own. */
const REASONS = 12;

/** Faults by code, each with what it said, what to do about it, and where and by whom it was met. */
export function faults({ plan, summary }: RunReport): Markup {
  const groups = faultsMet(plan, summary.targets);
  const reasons = skippedReasons(summary.targets);
  return html`
<section id="faults" aria-labelledby="faults-h"><h2 id="faults-h">Faults</h2>
${groups.length === 0 ? html`<p>There were none.</p>` : html`<ul class="faults">${groups.map(card)}</ul>`}
${reasons.length === 0 ? null : skipped(reasons)}
</section>`;
}

function card({ code, ended, passed, settled, message, hint, places, names }: FaultMet): Markup {
  const state = faultState(code) ?? "failed";
  const row = Object.hasOwn(faultCodes, code) ? faultCodes[code as keyof typeof faultCodes] : null;
  const counts = [
    ended === 0 ? null : counted(ended, "target"),
    passed === 0 ? null : `let pass ${times(passed)}`,
    settled === 0 ? null : `in doubt on the way ${times(settled)}`,
  ].filter((words) => words !== null);
  return html`
<li><div class="head"><h3>${sign(ended === 0 ? "skipped" : state)}<code>${code}</code> ${row?.title ?? ""}</h3><b>${counts.join(", ")}</b></div>
${message === null ? null : html`<p class="said">${message}</p>`}
<p class="remedy"><span>Remedy</span>${hint ?? row?.hint ?? ""}</p>
<p class="where">${places.map(([place, count]) => html`<span>${grouped(count)} ${place}</span>`)}</p>
<p class="where">${ended + passed + settled > names.length ? "Such as " : ""}${names.join(", ")}
<button type="button" class="show" data-search="${code}" hidden>Show in the table</button></p></li>`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${grouped(count)} times`;
}

function skipped(reasons: readonly SkippedReason[]): Markup {
  const more = reasons.length - REASONS;
  return html`
<h3>Left alone</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Why targets were left alone">
<table class="plain"><thead><tr><th scope="col" class="n">Targets</th><th scope="col">Why</th><th scope="col">Such as</th></tr></thead>
<tbody>${reasons.slice(0, REASONS).map(
    ({ why, count, example }) => html`
<tr><td class="n">${grouped(count)}</td><td>${why}</td><td>${example}</td></tr>`,
  )}</tbody></table></div>${more > 0 ? html`<p class="faint">and ${counted(more, "reason")} more, in the table of targets.</p>` : null}`;
}
