import { closeNotes } from "./change-notes.ts";
import { closeCode, isOverride } from "./close-code.ts";
import { safeJson } from "./json.ts";
import type { RunReport } from "./run-report.ts";
import type { SittingSpan } from "./timeline-shape.ts";

/** ServiceNow's words for the three ends of a change: change_request.close_code. */
const SERVICENOW_CODES = {
  successful: "successful",
  "successful with issues": "successful_issues",
  unsuccessful: "unsuccessful",
} as const;

/**
 * What closes a change, as one JSON document: the facts first, then the same in the fields of ServiceNow and Jira, so
 * that either can be cut out and sent as it is.
 */
export function* change(report: RunReport): Generator<string, void, undefined> {
  const rows = Object.entries(document(report)).map(([key, value]) => `${JSON.stringify(key)}:${safeJson(value)}`);
  yield `{\n${rows.join(",\n")}\n}\n`;
}

function document(report: RunReport) {
  const { plan, digests, origin, summary, timeline, journal } = report;
  const { status, totals, success, continued, brake, part, requests, startedAt, finishedAt } = summary;
  const code = closeCode(summary);
  const notes = closeNotes(report);
  const sittings = timeline.sittings.map(sittingOf);
  return {
    format: 1,
    kind: "change",
    change: summary.change,
    closeCode: code,
    start: startedAt,
    end: finishedAt,
    status,
    totals,
    success,
    continued,
    brake,
    requests,
    run: { id: summary.run, name: summary.name, part, tool: origin.tool },
    plan: {
      id: plan.id,
      digest: digests.quotable,
      sha256: digests.file,
      approved: origin.approved,
      planned: plan.planned,
    },
    operator: origin.operator,
    sittings,
    overrides: sittings.filter(isOverride),
    journal,
    closeNotes: notes.join("\n"),
    servicenow: {
      close_code: SERVICENOW_CODES[code],
      close_notes: notes.join("\n"),
      work_start: glideTime(startedAt),
      work_end: glideTime(finishedAt),
    },
    jira: { update: { comment: [{ add: { body: atlassianDocument(notes) } }] } },
  };
}

function sittingOf({ from, to, status, operator, raised, reason, cut }: SittingSpan) {
  const [start, end] = [from, to].map((ms) => new Date(ms).toISOString());
  return { start, end, status, operator, raised, reason, cut };
}

/** A moment as ServiceNow's Table API takes it: in UTC, without a zone. */
function glideTime(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

/** Lines in the Atlassian Document Format: text nodes, in which nothing is markup. */
function atlassianDocument(lines: readonly string[]) {
  const content = lines.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }));
  return { type: "doc", version: 1, content };
}
