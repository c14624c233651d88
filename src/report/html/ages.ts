import type { TargetSummary } from "../../model/summary.ts";
import { reportChanges, reportMoment } from "../report-versions.ts";
import type { RunReport } from "../run-report.ts";
import { counted, grouped } from "../words.ts";
import { html, type Markup } from "./markup.ts";
import { percent } from "./numbers.ts";

const DAY_MS = 86_400_000;

/** How old a report may be, in days, and how that is said. The youngest first; a client's clock may be ahead of ours. */
const AGES: readonly (readonly [days: number, label: string])[] = [
  [1, "under a day"],
  [7, "1 to 7 days"],
  [30, "7 to 30 days"],
  [90, "30 to 90 days"],
  [Number.POSITIVE_INFINITY, "over 90 days"],
];

/** The last reports that clients know of, before and after. */
interface Ages {
  readonly inventory: string;
  /** How many clients' rows were looked at. */
  clients: number;
  /** By `AGES`, and behind them those without a report. */
  readonly before: number[];
  readonly after: number[];
  seen: number;
  full: number;
}

/** What the run changed: how old each client's last report was when it began and when it ended. */
export function ages(report: RunReport): Markup {
  const found = agesOf(report);
  const { sent, received } = handedOver(report.summary.targets);
  if (found.length === 0) return html``;
  return html`
<section id="reports" aria-labelledby="reports-h"><h2 id="reports-h">Reports before and after</h2>
<p>Of the waits, <b>${grouped(sent)}</b> ended as <em>sent</em>: the client handed its report over. <b>${grouped(received)}</b> ended as <em>received</em>: the site has it.</p>
<div class="ages">${found.map(panel)}</div>
<p class="faint">By each client's own note of its last report: before, when the run first looked; after, when a wait saw a new one. Ages are taken at the run's start and at its end; after, only what was reported anew counts. Versions and dates of each client stand in the table.</p>
</section>`;
}

function panel({ inventory, clients, before, after, seen, full }: Ages): Markup {
  const labels = [...AGES.map(([, label]) => label), "none, or none seen"];
  const most = Math.max(1, ...before, ...after);
  return html`
<div><h3>${inventory.charAt(0).toUpperCase()}${inventory.slice(1)}</h3>
<p>${counted(clients, "client")} looked at; <b>${grouped(seen)}</b> reported anew (${percent(seen, clients)}), ${grouped(full)} of them in full.</p>
<table class="plain age"><thead><tr><th scope="col">Last report</th><th scope="col" class="n">before</th><th scope="col"><span class="quiet">Before, drawn</span></th><th scope="col" class="n">after</th><th scope="col"><span class="quiet">After, drawn</span></th></tr></thead>
<tbody>${labels.map(
    (label, at) => html`
<tr><th scope="row">${label}</th>${amount(before[at] as number, most, "old")}${amount(after[at] as number, most, at < AGES.length ? "new" : "old")}</tr>`,
  )}</tbody></table></div>`;
}

function amount(count: number, most: number, tone: "old" | "new"): Markup {
  const width = count === 0 ? 0 : Math.max(1, (100 * count) / most);
  return html`<td class="n${count === 0 ? " faint" : ""}">${grouped(count)}</td><td class="drawn"><svg class="amount" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="${tone}" x="0" y="0" width="${width.toFixed(1)}" height="10"/></svg></td>`;
}

function agesOf({ summary }: RunReport): readonly Ages[] {
  const found = new Map<string, Ages>();
  const [start, end] = [Date.parse(summary.startedAt), Date.parse(summary.finishedAt)];
  for (const target of summary.targets) {
    for (const { inventory, before, after } of reportChanges(target)) {
      const ages = found.get(inventory) ?? none(inventory);
      found.set(inventory, ages);
      ages.clients += 1;
      count(ages.before, ageClass(before?.date ?? null, start));
      count(ages.after, ageClass(after?.date ?? null, end));
      if (after === null) continue;
      ages.seen += 1;
      if (after.minor === 0) ages.full += 1;
    }
  }
  return [...found.values()];
}

function none(inventory: string): Ages {
  const counts = () => Array.from({ length: AGES.length + 1 }, () => 0);
  return { inventory, clients: 0, before: counts(), after: counts(), seen: 0, full: 0 };
}

function count(counts: number[], at: number): void {
  counts[at] = (counts[at] as number) + 1;
}

function ageClass(date: string | null, at: number): number {
  const moment = reportMoment(date);
  return moment === null ? AGES.length : AGES.findIndex(([days]) => (at - moment) / DAY_MS < days);
}

function handedOver(targets: readonly TargetSummary[]): { readonly sent: number; readonly received: number } {
  let [sent, received] = [0, 0];
  for (const { steps } of targets)
    for (const { outcome } of steps) {
      if (outcome === "sent") sent += 1;
      if (outcome === "received") received += 1;
    }
  return { sent, received };
}
