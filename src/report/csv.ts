import type { TargetSummary } from "../model/summary.ts";
import { csvRow } from "./csv-text.ts";
import { type ReportChange, type ReportVersion, reportChanges } from "./report-versions.ts";
import type { RunReport } from "./run-report.ts";
import { stepLabel } from "./step-label.ts";
import { plannedSteps } from "./step-match.ts";

/** Targets that are made into text at one time. */
const TARGETS_A_PIECE = 500;

/** Without it Excel takes the text for one of the machine's own code page. */
const BYTE_ORDER_MARK = "\ufeff";

/** The columns, in an order that stands; a further one would come at the end. */
const COLUMNS = [
  "run",
  "change",
  "target",
  "state",
  "code",
  "message",
  "remedy",
  "batch",
  "tries",
  "began_utc",
  "ended_utc",
  "seconds",
  "requests",
  "steps",
  "reports",
] as const;

/** A row a target, in the order of the plan. */
export function* csv(report: RunReport): Generator<string, void, undefined> {
  const { targets } = report.summary;
  yield BYTE_ORDER_MARK + csvRow(COLUMNS);
  for (let at = 0; at < targets.length; at += TARGETS_A_PIECE) {
    const some = targets.slice(at, at + TARGETS_A_PIECE);
    yield some.map((target, next) => csvRow(Object.values(cellsOf(report, target, at + next)))).join("");
  }
}

function cellsOf(
  { summary, timeline, plan }: RunReport,
  target: TargetSummary,
  at: number,
): Record<(typeof COLUMNS)[number], string | number> {
  const { name, state, code, message, hint, batch, tries, requests, durationMs, steps } = target;
  const planned = plannedSteps(plan, steps);
  const told = steps.map(({ kind, outcome }, index) => {
    const step = planned[index];
    return `${step === undefined ? kind : stepLabel(step)}: ${outcome}`;
  });
  return {
    run: summary.run,
    change: summary.change ?? "",
    target: name,
    state,
    code: code ?? "",
    message: message ?? "",
    remedy: hint ?? "",
    batch: batch + 1,
    tries,
    began_utc: moment(timeline.targets.from[at]),
    ended_utc: moment(timeline.targets.to[at]),
    seconds: durationMs / 1_000,
    requests,
    steps: told.join("; "),
    reports: reportChanges(target).map(changeWords).join("; "),
  };
}

/** `hardware: 4.39 of 2026-11-15T07:34:41Z, then 1.0 of 2026-11-21T11:01:10Z` */
function changeWords({ inventory, before, after }: ReportChange): string {
  return `${inventory}: ${versionWords(before) ?? "none"}, then ${versionWords(after) ?? "none seen"}`;
}

function versionWords(version: ReportVersion | null): string | null {
  return version === null ? null : `${version.major ?? "?"}.${version.minor ?? "?"} of ${version.date ?? "no date"}`;
}

/** In the one form that spreadsheets of every country take for a date and a time. */
function moment(ms = Number.NaN): string {
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
