import { causesOf } from "./doctor-causes.ts";
import { type CauseGroup, type Check, type CheckState, checkTitles, type Diagnosis } from "./doctor-shape.ts";
import { createPaint, type Paint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { wrapBehind } from "./width.ts";
import { counted, grouped } from "./words.ts";

/** How a diagnosis is to be shown. */
export interface DoctorLook {
  readonly color: boolean;
  /** The width that lines are broken to; null leaves them whole. */
  readonly columns: number | null;
}

/** Hosts that are named as examples of one cause; JSON has them all. */
const EXAMPLES = 3;
/** Room for the longest title of a check. */
const TITLE_WIDTH = Math.max(...Object.values(checkTitles).map(({ length }) => length));

const MARKS: Readonly<Record<CheckState, string>> = { ok: "✓", found: "✗", noted: "!", "not-checked": "–" };

/** What was found, for people: of one host every check, of several a table of causes. */
export function doctorReport(diagnoses: readonly Diagnosis[], { color, columns }: DoctorLook): string {
  const hand: Hand = { paint: createPaint(color), behind: (head, text) => wrapBehind(head, printable(text), columns) };
  const [only, ...others] = diagnoses;
  const lines = only !== undefined && others.length === 0 ? oneHost(only, hand) : manyHosts(diagnoses, hand);
  return `${lines.map(guardLine).join("\n")}\n`;
}

/** What the lines are written with. */
interface Hand {
  readonly paint: Paint;
  /** A text behind a head, as lines. */
  readonly behind: (head: string, text: string) => readonly string[];
}

function oneHost({ name, checks, cause }: Diagnosis, hand: Hand): readonly string[] {
  const { paint, behind } = hand;
  const lines = [paint.bold(printable(name)), ...checks.flatMap((check) => checkLines(check, hand)), ""];
  if (cause === null) return [...lines, paint.green("Nothing was found that would keep a run from doing its work.")];
  return [
    ...lines,
    ...behind(`${paint.red(cause.code)} `, cause.message),
    ...behind("  ", cause.remedy),
    ...maybeLines(cause.maybe, "  ", hand),
  ];
}

function checkLines({ check, state, detail }: Check, { paint, behind }: Hand): readonly string[] {
  const head = `${MARKS[state]} ${checkTitles[check].padEnd(TITLE_WIDTH)}  `;
  if (state === "not-checked") return behind(`  ${head}`, detail).map(paint.dim);
  const color = { ok: paint.green, found: paint.red, noted: paint.yellow }[state];
  return behind(`  ${color(head)}`, detail);
}

function manyHosts(diagnoses: readonly Diagnosis[], hand: Hand): readonly string[] {
  const causes = causesOf(diagnoses);
  const well = diagnoses.filter(({ cause }) => cause === null).length;
  const head = hand.paint.bold(`${counted(diagnoses.length, "host")}, ${grouped(well)} well`);
  if (causes.length === 0) return [head];
  const width = Math.max(...causes.map(({ hosts }) => grouped(hosts.length).length));
  return [
    head,
    "",
    ...causes.flatMap((cause) => causeRow(cause, width, hand)),
    "",
    "What to do:",
    ...causes.flatMap((cause) => remedyLines(cause, hand)),
  ];
}

function causeRow({ code, title, hosts }: CauseGroup, width: number, { paint, behind }: Hand): readonly string[] {
  const names = hosts.slice(0, EXAMPLES).join(", ");
  const more = hosts.length > EXAMPLES ? ` and ${grouped(hosts.length - EXAMPLES)} more` : "";
  return behind(`  ${grouped(hosts.length).padStart(width)}  ${paint.red(code)}  `, `${title}: ${names}${more}`);
}

function remedyLines({ code, remedy, maybe }: CauseGroup, hand: Hand): readonly string[] {
  return [...hand.behind(`  ${hand.paint.red(code)}  `, remedy), ...maybeLines(maybe, "    ", hand)];
}

/** Where several things look the same from outside, all of them are named, the likeliest first. */
function maybeLines(maybe: readonly string[], indent: string, { behind }: Hand): readonly string[] {
  return maybe.length === 0 ? [] : [`${indent}It may be:`, ...maybe.flatMap((one) => behind(`${indent}  - `, one))];
}
