import { formatDuration } from "../base/duration.ts";
import { targetStates } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary, TargetSummary } from "../model/summary.ts";
import { exitWords } from "./exit-words.ts";
import { type FaultGroup, faultGroups } from "./fault-groups.ts";
import { heldBlock, sittingsBlock } from "./held-back.ts";
import { leftBlock, leftOver } from "./left-over.ts";
import { createPaint, type Paint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { type RunPlace, resumeLine } from "./resume-command.ts";
import { stateWords, statusRow } from "./rows.ts";
import { skippedBlock } from "./skipped.ts";
import { stepLabel } from "./step-label.ts";
import { totalTargets } from "./totals.ts";
import { wrapText } from "./width.ts";
import { counted, grouped } from "./words.ts";

/** How and with what the closing summary is written. */
export interface ClosingOptions {
  readonly color: boolean;
  /** The width to break long sentences at; null for none, where the text goes to a file or a pipeline's log. */
  readonly columns: number | null;
  /** Where the journal lies, as the user would name it. */
  readonly journal: string;
  readonly exitCode: number;
  /** Where it can be gone on with; null where it cannot, such as after a rehearsal. */
  readonly place: RunPlace | null;
}

/** How many of the slowest targets are named. */
const SLOWEST = 3;
/** The remedy and the example stand under their fault by so much. */
const INDENT = "    ";

/** What is said when a run is over: counts, faults with their remedies, what was slow, and where to look further. */
export function closing(summary: Summary, plan: Plan, options: ClosingOptions): string {
  const paint = createPaint(options.color);
  const left = leftOver(summary);
  const blocks = [
    [paint.bold(closingLine(summary))],
    statesBlock(summary, paint),
    heldBlock(summary, plan, left).map(paint.red),
    ...faultBlocks(summary, plan, paint),
    skippedBlock(summary.targets, INDENT),
    leftBlock(left, INDENT),
    lastBlock(summary, options),
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block) => ["", ...block]);
  const wrapped = options.columns === null ? lines : lines.flatMap((line) => wrapText(line, options.columns as number));
  // A command is copied, so it is broken nowhere.
  const goesOn = options.place === null ? null : resumeLine(summary, options.place);
  if (goesOn !== null) wrapped.push("", paint.bold(printable(goesOn)));
  return `${wrapped.map(guardLine).join("\n")}\n`;
}

/** The same in one line, for `--quiet`. */
export function closingLine(summary: Summary): string {
  const name = printable(summary.name);
  return guardLine(`${name}: ${statusRow(summary.status, summary.totals)}, in ${formatDuration(summary.durationMs)}`);
}

function statesBlock(summary: Summary, paint: Paint): readonly string[] {
  const rows: [name: string, amount: number, state: string][] = targetStates
    .filter((state) => summary.totals[state] > 0)
    .map((state) => [stateWords[state], summary.totals[state], state]);
  rows.push(["total", totalTargets(summary.totals), "total"]);
  const name = Math.max(...rows.map(([word]) => word.length));
  const amount = Math.max(...rows.map(([, number]) => grouped(number).length));
  return rows.map(([word, number, state]) => {
    const line = `  ${word.padEnd(name)}  ${grouped(number).padStart(amount)}`;
    if (state === "succeeded") return paint.green(line);
    return state === "failed" || state === "unreachable" || state === "in-doubt" ? paint.red(line) : line;
  });
}

/** A block for each fault code, the most frequent first. */
function faultBlocks(summary: Summary, plan: Plan, paint: Paint): readonly (readonly string[])[] {
  return faultGroups(summary, plan).map((group) => {
    const { code, count, example } = group;
    return [
      paint.red(
        `${printable(code)}: ${counted(count, "target")}, ${count === 1 ? "" : "such as "}${nameAndPlace(group, plan)}`,
      ),
      ...(example.message ? [`${INDENT}${printable(example.message)}`] : []),
      ...(example.hint ? [`${INDENT}${printable(example.hint)}`] : []),
    ];
  });
}

/** `pc-7 at wait hardware (full.yml:31)` */
function nameAndPlace({ example, step }: FaultGroup, plan: Plan): string {
  const name = printable(example.name);
  if (step === null) return name;
  return `${name} at ${stepLabel(step)} (${printable(plan.runbook.file)}:${step.place.line})`;
}

function lastBlock(summary: Summary, options: ClosingOptions): readonly string[] {
  const asked = summary.targets.filter(({ requests }) => requests > 0).length;
  const each = asked === 0 ? "" : `, ${(summary.requests / asked).toFixed(1).replace(/\.0$/, "")} a client`;
  return [
    ...(summary.continued === 0 ? [] : [`Let pass by on-error: continue: ${counted(summary.continued, "failure")}.`]),
    successLine(summary),
    ...sittingsBlock(summary),
    ...slowest(summary.targets),
    `Requests: ${grouped(summary.requests)}${each}.`,
    `Journal: ${printable(options.journal)}`,
    `Exit code ${options.exitCode}: ${exitWords(options.exitCode)}.`,
  ];
}

/** `Success: 2,850 of 3,000 succeeded, and 95% asks for 2,850: met.` */
function successLine({ success, status, totals }: Summary): string {
  const { share, of, needed, succeeded, met } = success;
  const asks = typeof share === "string" ? `${share} asks for ${grouped(needed)}` : `${grouped(needed)} must`;
  const short = grouped(needed - succeeded);
  const verdict = met ? "met" : status === "finished" ? `missed by ${short}` : `${short} short of it`;
  const whole = `${grouped(of)}${totals.skipped > 0 ? " that were not skipped" : ""}`;
  return `Success: ${grouped(succeeded)} of ${whole} succeeded, and ${asks}: ${verdict}.`;
}

function slowest(targets: readonly TargetSummary[]): readonly string[] {
  if (targets.length < 2) return [];
  let top: readonly TargetSummary[] = [];
  for (const target of targets) {
    if (target.durationMs === 0) continue;
    if (top.length === SLOWEST && target.durationMs <= (top.at(-1) as TargetSummary).durationMs) continue;
    top = [...top, target].sort((a, b) => b.durationMs - a.durationMs).slice(0, SLOWEST);
  }
  if (top.length === 0) return [];
  return [
    `Slowest: ${top.map(({ name, durationMs }) => `${printable(name)} ${formatDuration(durationMs)}`).join(", ")}.`,
  ];
}
