import { formatDuration } from "../base/duration.ts";
import { targetStates } from "../model/outcome.ts";
import { faultGroups } from "./fault-groups.ts";
import { heldBlock } from "./held-back.ts";
import { leftOver } from "./left-over.ts";
import { batchRows, sittingRows } from "./markdown-course.ts";
import { targetSections } from "./markdown-targets.ts";
import { code, prose, REMEDY_LENGTH, table } from "./markdown-text.ts";
import { utcMoment } from "./moment.ts";
import { guardLine } from "./printable.ts";
import { resumeLine } from "./resume-command.ts";
import { stateWords, statusRow } from "./rows.ts";
import type { RunReport } from "./run-report.ts";
import { approvalWords, criterionWords, operatorWords, partWords } from "./run-words.ts";
import { skippedReasons } from "./skipped.ts";
import { stepLabel } from "./step-label.ts";
import { totalTargets } from "./totals.ts";
import { counted, grouped } from "./words.ts";

/** How many faults and how many reasons are told; a run meets fewer kinds of them. */
const KINDS = 30;

/**
 * A page for a ticket or a pipeline's summary. GitHub takes no summary of more than 1 MiB, so that every list has an end,
 * and what is left out is counted.
 */
export function* markdown(report: RunReport): Generator<string, void, undefined> {
  const { summary, plan } = report;
  yield* page([`# ${prose(summary.name)}: ${prose(statusRow(summary.status, summary.totals))}`, ""]);
  yield* page(table(["", ""], figures(report)));
  yield* section("Targets", states(report));
  yield* section("Held back", sentences(heldBlock(summary, plan, leftOver(summary))));
  yield* section("Faults", faults(report));
  yield* section("Skipped", skipped(report));
  yield* section("Batches", batchRows(report));
  yield* section("Sittings", sittingRows(report));
  yield* section("To go on", goesOn(report));
  for (const { heading, lines } of targetSections(report)) yield* section(heading, lines);
}

function* section(heading: string, lines: readonly string[]): Generator<string, void, undefined> {
  if (lines.length > 0) yield* page([`## ${heading}`, "", ...lines]);
}

function* page(lines: readonly string[]): Generator<string, void, undefined> {
  if (lines.length > 0) yield `${lines.map(guardLine).join("\n")}\n`;
}

/** What identifies the run and proves it, a row each. */
function figures(report: RunReport): readonly (readonly [string, string])[] {
  const { summary, origin, journal } = report;
  const part = partWords(summary);
  const { change, startedAt, finishedAt, durationMs, requests, continued } = summary;
  return [
    ["Run", code(summary.run)],
    ...(change === null ? [] : [["Change", code(change)] as const]),
    ...(part === null ? [] : [["Part of the plan", prose(part)] as const]),
    ["Criterion", prose(criterionWords(summary))],
    ["Began", `${utcMoment(Date.parse(startedAt))} by ${code(operatorWords(origin.operator))}`],
    ["Ended", `${utcMoment(Date.parse(finishedAt))}, after ${formatDuration(durationMs)} of work`],
    ["Plan", `${code(report.digests.quotable)}, ${approvalWords(origin)}`],
    ["Requests", grouped(requests)],
    ...(continued === 0 ? [] : [["Let pass by on-error: continue", counted(continued, "failure")] as const]),
    ["Journal", `${counted(journal.events, "event")}, head ${code(journal.head)}`],
    ...(journal.torn === 0
      ? []
      : [["Torn", `a last line of ${counted(journal.torn, "byte")} that was never finished`] as const]),
  ];
}

function states({ summary }: RunReport): readonly string[] {
  const { totals } = summary;
  return table(
    ["State", ">Targets"],
    [
      ...targetStates.map((state) => [stateWords[state], grouped(totals[state])]),
      ["**total**", grouped(totalTargets(totals))],
    ],
  );
}

function faults({ summary, plan }: RunReport): readonly string[] {
  const groups = faultGroups(summary, plan);
  const rows = groups.slice(0, KINDS).map(({ code: fault, count, example, step }) => {
    const where = step === null ? "" : ` at ${code(stepLabel(step))}`;
    return [
      code(fault),
      grouped(count),
      `${code(example.name)}${where}`,
      prose(example.message ?? ""),
      prose(example.hint ?? "", REMEDY_LENGTH),
    ];
  });
  return [
    ...table(["Code", ">Targets", "Such as", "What", "Remedy"], rows),
    ...more(groups.length - rows.length, "further code"),
  ];
}

function skipped({ summary }: RunReport): readonly string[] {
  const reasons = skippedReasons(summary.targets);
  const rows = reasons.slice(0, KINDS).map(({ why, count, example }) => [prose(why), grouped(count), code(example)]);
  return [...table(["Why", ">Targets", "Such as"], rows), ...more(reasons.length - rows.length, "further reason")];
}

function goesOn({ summary }: RunReport): readonly string[] {
  const line = resumeLine(summary, { run: summary.run, runsDir: null });
  if (line === null) return [];
  const at = line.indexOf(": ");
  return [`${prose(line.slice(0, at))}: ${code(line.slice(at + 2))}`, ""];
}

function sentences(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => [prose(line.trim()), ""]);
}

function more(amount: number, noun: string): readonly string[] {
  return amount > 0 ? [`and ${counted(amount, noun)}.`, ""] : [];
}
