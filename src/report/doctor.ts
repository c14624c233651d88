import { causesOf } from "./doctor-causes.ts";
import { type CauseGroup, type Check, type CheckState, checkTitles, type Diagnosis } from "./doctor-shape.ts";
import { createPaint, type Paint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { counted, grouped } from "./words.ts";

/** How a diagnosis is to be shown. */
export interface DoctorLook {
  readonly color: boolean;
}

/** Hosts that are named as examples of one cause; JSON has them all. */
const EXAMPLES = 3;
/** Room for the longest title of a check. */
const TITLE_WIDTH = Math.max(...Object.values(checkTitles).map(({ length }) => length));

const MARKS: Readonly<Record<CheckState, string>> = { ok: "✓", found: "✗", noted: "!", "not-checked": "–" };

/** What was found, for people: of one host every check, of several a table of causes. */
export function doctorReport(diagnoses: readonly Diagnosis[], { color }: DoctorLook): string {
  const paint = createPaint(color);
  const [only, ...others] = diagnoses;
  const lines = only !== undefined && others.length === 0 ? oneHost(only, paint) : manyHosts(diagnoses, paint);
  return `${lines.map(guardLine).join("\n")}\n`;
}

function oneHost({ name, checks, cause }: Diagnosis, paint: Paint): readonly string[] {
  const lines = [paint.bold(printable(name)), ...checks.map((check) => checkLine(check, paint)), ""];
  if (cause === null) return [...lines, paint.green("Nothing was found that would keep a run from doing its work.")];
  return [
    ...lines,
    `${paint.red(cause.code)} ${printable(cause.message)}`,
    `  ${printable(cause.remedy)}`,
    ...maybeLines(cause.maybe),
  ];
}

function checkLine({ check, state, detail }: Check, paint: Paint): string {
  const color = { ok: paint.green, found: paint.red, noted: paint.yellow, "not-checked": paint.dim }[state];
  const line = `${MARKS[state]} ${checkTitles[check].padEnd(TITLE_WIDTH)}  `;
  const text = printable(detail);
  return `  ${color(line)}${state === "not-checked" ? paint.dim(text) : text}`;
}

function manyHosts(diagnoses: readonly Diagnosis[], paint: Paint): readonly string[] {
  const causes = causesOf(diagnoses);
  const well = diagnoses.filter(({ cause }) => cause === null).length;
  const head = paint.bold(`${counted(diagnoses.length, "host")}, ${grouped(well)} well`);
  if (causes.length === 0) return [head];
  const width = Math.max(...causes.map(({ hosts }) => grouped(hosts.length).length));
  return [
    head,
    "",
    ...causes.map((cause) => causeRow(cause, width, paint)),
    "",
    "What to do:",
    ...causes.flatMap((cause) => remedyLines(cause, paint)),
  ];
}

function causeRow({ code, title, hosts }: CauseGroup, width: number, paint: Paint): string {
  const names = hosts.slice(0, EXAMPLES).map(printable).join(", ");
  const more = hosts.length > EXAMPLES ? ` and ${grouped(hosts.length - EXAMPLES)} more` : "";
  return `  ${grouped(hosts.length).padStart(width)}  ${paint.red(code)}  ${title}: ${names}${more}`;
}

function remedyLines({ code, remedy, maybe }: CauseGroup, paint: Paint): readonly string[] {
  return [`  ${paint.red(code)}  ${printable(remedy)}`, ...maybeLines(maybe).map((line) => `  ${line}`)];
}

/** Where several things look the same from outside, all of them are named, the likeliest first. */
function maybeLines(maybe: readonly string[]): readonly string[] {
  return maybe.length === 0 ? [] : ["  It may be:", ...maybe.map((one) => `    - ${printable(one)}`)];
}
