import { formatDuration } from "../base/duration.ts";
import { faultGroups } from "./fault-groups.ts";
import { heldBlock } from "./held-back.ts";
import { leftOver } from "./left-over.ts";
import { utcMoment } from "./moment.ts";
import { printable } from "./printable.ts";
import { resumeLine } from "./resume-command.ts";
import { statusRow } from "./rows.ts";
import type { RunReport } from "./run-report.ts";
import { approvalWords, criterionWords, operatorWords, partWords, raisedWords } from "./run-words.ts";
import { counted } from "./words.ts";

/** ServiceNow cuts close notes off behind so many characters: the usual length of change_request.close_notes. */
export const NOTES_LENGTH = 4_000;

/** How many faults and sittings are told. */
const TOLD = 8;

/** No line is longer, so that a few long ones leave room for the others. */
const LINE_LENGTH = 240;

/** ServiceNow shows HTML in a journal field between these. */
const SERVICENOW_MARKUP = /\[(?=\/?code\])/gi;

/** What a change's record says of a run, in lines of plain text that together fit a record's field. */
export function closeNotes(report: RunReport): readonly string[] {
  const { summary, plan, digests, origin, journal } = report;
  const part = partWords(summary);
  const proof = [
    `Plan ${digests.quotable}, ${approvalWords(origin)}.`,
    `Begun at ${utcMoment(Date.parse(summary.startedAt))} by ${operatorWords(origin.operator)}, with ${origin.tool}.`,
    `Run ${summary.run}, ${counted(journal.events, "event")}, head ${journal.head}.`,
  ];
  const told = [
    `${summary.name}: ${statusRow(summary.status, summary.totals)}, in ${formatDuration(summary.durationMs)}.`,
    ...(part === null ? [] : [`Only a part of the plan: ${part}.`]),
    `${criterionWords(summary)}.`,
    ...heldBlock(summary, plan, leftOver(summary)),
    ...(summary.continued === 0 ? [] : [`Let pass by on-error: continue: ${counted(summary.continued, "failure")}.`]),
    ...overrides(report),
    ...faults(report),
    ...goesOn(report),
  ];
  return fitted({ told: told.map(plain), proof: proof.map(plain) });
}

function overrides({ timeline }: RunReport): readonly string[] {
  const lines = timeline.sittings.slice(1).map((sitting) => {
    const why = [...raisedWords(sitting), ...(sitting.reason === null ? [] : [`"${sitting.reason}"`])];
    const said = why.length === 0 ? "" : `: ${why.join(", ")}`;
    return `Resumed at ${utcMoment(sitting.from)} by ${operatorWords(sitting.operator)}${said}.`;
  });
  const left = lines.length - TOLD;
  return left > 0 ? [`Resumed ${counted(left, "time")} before.`, ...lines.slice(-TOLD)] : lines;
}

function faults({ summary, plan }: RunReport): readonly string[] {
  const groups = faultGroups(summary, plan);
  const left = groups.length - TOLD;
  return [
    ...groups
      .slice(0, TOLD)
      .map(
        ({ code, count, example }) =>
          `${code}: ${counted(count, "target")}, such as ${example.name}: ${example.message}`,
      ),
    ...(left > 0 ? [`and ${counted(left, "further code")}.`] : []),
  ];
}

function goesOn({ summary }: RunReport): readonly string[] {
  const line = resumeLine(summary, { run: summary.run, runsDir: null });
  return line === null ? [] : [line];
}

/** A line in which nothing is hidden and nothing is markup. */
function plain(text: string): string {
  const shown = printable(text.trim()).replace(SERVICENOW_MARKUP, "\\u{5b}");
  return shown.length <= LINE_LENGTH ? shown : `${shown.slice(0, LINE_LENGTH - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The proof is always there; of the rest, what fits in front of it. */
function fitted({
  told,
  proof,
}: {
  readonly told: readonly string[];
  readonly proof: readonly string[];
}): readonly string[] {
  const length = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);
  const room = NOTES_LENGTH - length(proof) - "…\n".length;
  let kept = told.length;
  while (length(told.slice(0, kept)) > room) kept -= 1;
  return [...told.slice(0, kept), ...(kept < told.length ? ["…"] : []), ...proof];
}
