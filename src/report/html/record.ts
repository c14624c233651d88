import type { Part } from "../../model/event.ts";
import type { Plan } from "../../model/plan.ts";
import type { RunReport } from "../run-report.ts";
import type { SittingSpan } from "../timeline-shape.ts";
import { counted, grouped } from "../words.ts";
import { type Hole, html, type Markup } from "./markup.ts";
import { second } from "./numbers.ts";

type Row = readonly [term: string, what: Hole];

/** What a change record asks for: who did what by whose leave, from which text, and what proves it. */
export function record({ plan, digests, origin, summary, journal, timeline }: RunReport): Markup {
  const { operator, approved, part, tool, windowEnds } = origin;
  const change: readonly Row[] = [
    ["Change", summary.change ?? html`<span class="faint">none given</span>`],
    ["Plan digest", html`<code>${digests.quotable}</code> ${approvalWords(approved, digests.quotable)}`],
    ["Planned by", `${plan.planned.by} on ${plan.planned.host}, ${plan.createdAt.slice(0, 16).replace("T", " ")} UTC`],
    ["Operator", `${operator.by} on ${operator.host}`],
    ["Account", operator.account],
    ["Runbook", html`${plan.runbook.file}${gitWords(plan)}`],
    ["Owner", plan.owner ?? html`<span class="faint">none named</span>`],
    ["Part", partWords(part, plan)],
    [
      "Window",
      windowEnds === null ? html`<span class="faint">none</span>` : `ends ${second(Date.parse(windowEnds))} UTC`,
    ],
    ["Limits", limitWords(plan)],
    ["Tool", tool],
  ];
  const proof: readonly Row[] = [
    ["Run", html`<code>${summary.run}</code>`],
    [
      "Journal",
      `${counted(journal.events, "event")}${journal.torn === 0 ? "" : `, and a torn line of ${counted(journal.torn, "byte")}`}`,
    ],
    ["Head of the chain", html`<code class="hash">${journal.head}</code>`],
    ["SHA-256 of the plan", html`<code class="hash">${digests.file}</code>`],
    ["Check it with", html`<code class="hash">invrun report ${summary.run} --verify --head ${journal.head}</code>`],
  ];
  return html`
<section id="record" aria-labelledby="record-h"><h2 id="record-h">Record</h2>
<div class="columns"><dl>${change.map(row)}</dl><dl>${proof.map(row)}</dl></div>
${timeline.sittings.length < 2 ? null : sittings(timeline.sittings)}
</section>`;
}

function row([term, what]: Row): Markup {
  return html`<div><dt>${term}</dt><dd>${what}</dd></div>`;
}

function approvalWords(approved: string | null, digest: string): Markup {
  if (approved === null) return html`<span class="faint">not quoted in an approval</span>`;
  return approved === digest ? html`<b>as approved</b>` : html`<b>approved: <code>${approved}</code></b>`;
}

function gitWords({ planned: { git } }: Plan): Markup | null {
  if (git === null) return null;
  return html` at <code>${git.commit.slice(0, 12)}</code>${git.dirty ? ", with changes that were not committed" : ""}`;
}

function partWords({ batches, shard, from, without }: Part, plan: Plan): string {
  const parts = [
    batches === null ? null : `the first ${batches} of ${plan.batches.length} batches`,
    shard === null ? null : `shard ${shard.index} of ${shard.of}`,
    from === null ? null : `what ${from} had not begun`,
    without === undefined || without.length === 0 ? null : `without ${counted(without.length, "target")}`,
  ].filter((words) => words !== null);
  return parts.length === 0 ? "the whole plan" : parts.join(", ");
}

function limitWords({ limits, rollout }: Plan): string {
  const share = (value: number | string) => (typeof value === "number" ? grouped(value) : value);
  const failed = `at most ${share(rollout.maxFailed)} failed (${grouped(limits.failed)})`;
  const unreachable =
    rollout.maxUnreachable === null || limits.unreachable === null
      ? "any number unreachable"
      : `${share(rollout.maxUnreachable)} unreachable (${grouped(limits.unreachable)})`;
  return `${failed}, ${unreachable}`;
}

function sittings(spans: readonly SittingSpan[]): Markup {
  return html`
<h3>Sittings</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Sittings">
<table class="plain"><thead><tr><th scope="col">#</th><th scope="col">Operator</th><th scope="col">Account</th><th scope="col">Ended as</th><th scope="col">Limits raised</th><th scope="col">Reason</th></tr></thead>
<tbody>${spans.map(
    ({ operator, status, raised, reason }, at) => html`
<tr><th scope="row">${at + 1}</th><td>${operator.by} on ${operator.host}</td><td>${operator.account}</td><td>${status ?? "cut off"}</td><td>${raisedWords(raised)}</td><td>${reason ?? ""}</td></tr>`,
  )}</tbody></table></div>`;
}

function raisedWords({ maxFailed, maxUnreachable }: SittingSpan["raised"]): string {
  return [
    maxFailed === undefined ? null : `failed to ${maxFailed}`,
    maxUnreachable === undefined ? null : `unreachable to ${maxUnreachable}`,
  ]
    .filter((words) => words !== null)
    .join(", ");
}
