import type { ConformanceReport, Point } from "./conformance-shape.ts";
import { visible } from "./printable.ts";

const MARKS = { settled: "✓", unsettled: "?", "not-asked": "–" } as const;

/** A report for people, with the same as JSON at its end: one file to attach to an issue. */
export function conformanceMarkdown(report: ConformanceReport): string {
  const { tool, connection, resetAllowed, points } = report;
  const settled = points.filter(({ state }) => state === "settled").length;
  const over = `${connection.auth} over ${connection.tls ? "TLS" : "plain HTTP"}`;
  const lines = [
    "# What a host showed",
    "",
    `${tool}, ${over}; ${resetAllowed ? "a reset and a trigger were allowed" : "nothing was changed"}. ${settled} of ${points.length} points are settled.`,
    "",
    "| | point | answer |",
    "| --- | --- | --- |",
    ...points.map(
      ({ id, state, question, answer }) => `| ${MARKS[state]} | \`${id}\`: ${cell(question)} | ${cell(answer)} |`,
    ),
    "",
    ...points.filter(({ seen }) => seen.length > 0).flatMap(pieces),
    "## The same for programs",
    "",
    ...fenced("json", JSON.stringify(report, null, 2)),
  ];
  return `${lines.join("\n")}\n`;
}

function pieces({ id, seen }: Point): readonly string[] {
  return [`## ${id}`, "", ...fenced("text", seen.join("\n")), ""];
}

/** What a host wrote can end no fence: a run of backticks in it is shorter than the fence. */
function fenced(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...text.split("\n").map(visible), fence];
}

function cell(text: string): string {
  return visible(text).replace(/[\\|`<>[\]*_]/g, "\\$&");
}
