/**
 * The XML that JUnit's runners came to write. It has no standard; this one keeps to the schema by which Jenkins checks
 * it (xunit-plugin, junit-10.xsd), and within a suite to what Maven's Surefire asks for (surefire-test-report-3.0.xsd).
 */
import type { TargetSummary } from "../model/summary.ts";
import { type Case, casesOf, type Ending } from "./junit-cases.ts";
import type { RunReport } from "./run-report.ts";
import { xmlText } from "./xml-text.ts";

type Counts = Record<Ending, number> & { tests: number };

/** Targets that are made into text at one time. */
const TARGETS_A_PIECE = 200;

/** A suite a target, a case a step; what ended a target stands at the step where it ended. */
export function* junit(report: RunReport): Generator<string, void, undefined> {
  const { summary } = report;
  const whole = noCounts();
  for (const at of summary.targets.keys()) count(casesOf(report, at), whole);
  const { tests, failure, error } = whole;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes({
    name: summary.name,
    time: seconds(summary.durationMs),
    tests,
    failures: failure,
    errors: error,
  })}>\n`;
  for (let at = 0; at < summary.targets.length; at += TARGETS_A_PIECE) {
    const some = summary.targets.slice(at, at + TARGETS_A_PIECE);
    yield some.map((target, next) => suite(report, target, at + next)).join("");
  }
  yield "</testsuites>\n";
}

function suite(report: RunReport, target: TargetSummary, at: number): string {
  const cases = casesOf(report, at);
  const counts = count(cases, noCounts());
  const from = report.timeline.targets.from[at] ?? Number.NaN;
  const head = attributes({
    name: target.name,
    tests: counts.tests,
    failures: counts.failure,
    errors: counts.error,
    skipped: counts.skipped,
    time: seconds(target.durationMs),
    // In UTC; the form that Ant's formatter writes has no zone.
    ...(Number.isNaN(from) ? {} : { timestamp: new Date(from).toISOString().slice(0, 19) }),
  });
  const lines = cases.map((one) => caseText(one, target.name));
  return `<testsuite ${head}>\n${properties(report, target)}${lines.join("")}</testsuite>\n`;
}

/** What a suite says of its target beside its cases. */
function properties({ summary }: RunReport, target: TargetSummary): string {
  const told = {
    state: target.state,
    ...(target.code === null ? {} : { code: target.code }),
    batch: target.batch + 1,
    tries: target.tries,
    requests: target.requests,
    run: summary.run,
  };
  const lines = Object.entries(told).map(([name, value]) => `<property ${attributes({ name, value })}/>`);
  return `<properties>${lines.join("")}</properties>\n`;
}

function caseText({ name, ms, ending }: Case, classname: string): string {
  const head = `<testcase ${attributes({ name, classname, time: seconds(ms) })}`;
  if (ending === null) return `${head}/>\n`;
  const { kind, message, type, remedy } = ending;
  const said = kind === "skipped" ? { message } : { message, type };
  const text = remedy === null ? "/>" : `>${xmlText(remedy)}</${kind}>`;
  return `${head}><${kind} ${attributes(said)}${text}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xmlText(`${value}`)}"`)
    .join(" ");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

function noCounts(): Counts {
  return { tests: 0, failure: 0, error: 0, skipped: 0 };
}

function count(cases: readonly Case[], counts: Counts): Counts {
  for (const { ending } of cases) {
    counts.tests += 1;
    if (ending !== null) counts[ending.kind] += 1;
  }
  return counts;
}
