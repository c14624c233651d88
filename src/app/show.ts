import { basename, dirname, relative } from "node:path";
import type { Clock } from "../base/clock.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { closing, closingLine } from "../report/closing.ts";
import { countDiagnostics, renderDiagnostics } from "../report/diagnostics.ts";
import { summaryJson } from "../report/json.ts";
import { createLines } from "../report/lines.ts";
import { guardLine, printable } from "../report/printable.ts";
import { type Reporter, silentReporter } from "../report/reporter.ts";
import { type RunPlace, resumeLine } from "../report/resume-command.ts";
import type { Picked } from "../targets/select.ts";
import type { Applied } from "./carry-out.ts";
import { colorWish } from "./environment.ts";
import type { Resumable } from "./resume.ts";
import { say, sayRefusal, terminalWidth } from "./say.ts";
import { annotateEnd, annotateMistakes } from "./show-annotations.ts";
import { appendStepSummary } from "./step-summary.ts";
import { RUNS_DIR } from "./store.ts";
import type { NarrowedAway } from "./validate.ts";
import { writeStreamPieces } from "./write-pieces.ts";

/** How a run is to be shown. */
export interface Look {
  /** The summary as JSON on standard output. */
  readonly json: boolean;
  /** Events on standard output as they are journalled. */
  readonly events: boolean;
  /** No progress, only how it ended. */
  readonly quiet: boolean;
  readonly color: boolean;
  /** Annotate the job where a pipeline is found that takes annotations. */
  readonly annotate: boolean;
}

/** Where a terminal does not say how wide it is. */
const COLUMNS = 80;

/** Colour where the stream is a terminal, unless the flag or the environment says otherwise. */
export function wantsColor(noColor: boolean, stream: { readonly isTTY?: boolean }): boolean {
  return !noColor && (colorWish() ?? stream.isTTY === true);
}

/** Shows what is wrong with the texts, on standard error, and annotates a pipeline's job with it. */
export function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: number,
  { color, annotate }: Pick<Look, "color" | "annotate">,
): void {
  if (diagnostics.length === 0) return;
  say(
    `${renderDiagnostics(diagnostics, { color, columns: terminalWidth() })}\n${countDiagnostics(files, diagnostics)}`,
  );
  annotateMistakes(diagnostics, annotate);
}

/** Says where the targets come from, when not from the runbook. */
export function showReplacedTargets(file: string): void {
  say(guardLine(`The targets are those of ${printable(file)}; of the runbook's own only \`exclude\` stands.`));
}

/** Says how many targets flags left, where they took any away. */
export function showNarrowedTargets(left: number, of: number): void {
  if (left !== of) say(`The flags leave ${left.toLocaleString("en")} of ${of.toLocaleString("en")} targets.`);
}

/** How many targets the groups and tags gave that they are picked by, and how many the age of reports left out. */
export function showPicked(picked: readonly Picked[], narrowed: NarrowedAway | null): void {
  if (picked.length > 0) {
    const counts = picked.map(({ kind, name, targets }) => `${kind} ${name} ${targets.toLocaleString("en")}`);
    say(guardLine(`Targets by what they are picked by: ${printable(counts.join(", "))}.`));
  }
  if (narrowed === null) return;
  const { fresh, unknown } = narrowed;
  const aside = unknown === 0 ? "" : `, and of ${unknown.toLocaleString("en")} the site knows no one client`;
  say(`\`stale\` leaves out ${fresh.toLocaleString("en")} whose reports are newer${aside}.`);
}

/**
 * The tree in a terminal, plain lines elsewhere, such as where events come in between. `before`: what earlier sittings came
 * to, so that it goes on there.
 */
export async function createReporter(
  plan: Plan,
  { quiet, color, events }: Pick<Look, "quiet" | "color" | "events">,
  clock: Clock,
  before: Summary | null = null,
): Promise<Reporter> {
  if (quiet) return silentReporter;
  const output = process.stderr;
  if (output.isTTY !== true || (events && process.stdout.isTTY === true))
    return createLines(plan, { output, color, clock, before });
  const { createTree } = await import("../report/tree.ts");
  return createTree(plan, { output, color, columns: COLUMNS, clock, before });
}

/** Says what is gone on with. */
export function showResumed({ run, left }: Pick<Resumable, "run" | "left">): void {
  const { plan, end } = run;
  const torn = end.torn === 0 ? "" : `; a last line of ${end.torn} bytes that was never finished is cut off`;
  say(guardLine(`Run ${printable(plan.id)} goes on: ${left.toLocaleString("en")} targets are left${torn}.`));
}

/** How it ended: to people on standard error, and as data on standard output where that was asked for. */
export async function showEnd(applied: Applied, plan: Plan, look: Look): Promise<void> {
  const { summary, exitCode, journal, lasting, failure } = applied;
  if (failure !== null) sayRefusal(failure);
  const { stderr, stdout } = process;
  const columns = stderr.isTTY === true ? (stderr.columns ?? COLUMNS) : null;
  const place = lasting ? placeOf(journal) : null;
  const goesOn = place === null ? null : resumeLine(summary, place);
  if (!look.quiet) stderr.write(closing(summary, plan, { color: look.color, columns, journal, exitCode, place }));
  else say(goesOn === null ? closingLine(summary) : `${closingLine(summary)}\n${guardLine(printable(goesOn))}`);
  annotateEnd(applied, plan, look.annotate);
  await appendStepSummary(dirname(journal), look.annotate);
  if (look.json) await writeStreamPieces(stdout, summaryJson(summary));
}

/** Where a run lies, by its journal. */
function placeOf(journal: string): RunPlace {
  const folder = dirname(journal);
  const runsDir = dirname(folder);
  return { run: basename(folder), runsDir: relative(RUNS_DIR, runsDir) === "" ? null : runsDir };
}
