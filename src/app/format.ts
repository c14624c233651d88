import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { createSource, type Source } from "../model/source.ts";
import { renderDiagnostics } from "../report/diagnostics.ts";
import { printable } from "../report/printable.ts";
import { counted } from "../report/words.ts";
import { formatText, withLineFeeds } from "../text/format.ts";
import { loneReturn, readYaml } from "../text/yaml.ts";
import { replaceFile } from "./format-file.ts";
import { readStream, readText } from "./read-text.ts";
import { checkText } from "./validate.ts";

/** One text and its canonical form. */
export interface Formatted {
  readonly source: Source;
  /** Null where the text is not sound YAML. */
  readonly fresh: string | null;
  /** Names that YAML had made into numbers or truth values, and that are in quotes now. */
  readonly quoted: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The canonical form of a runbook or list of targets. What no parser can be sure of is left alone and reported. */
export function formatSource(source: Source): Formatted {
  const even = createSource(source.name, withLineFeeds(source.text));
  const { diagnostics: unread } = readYaml(loneReturn(source.text) === null ? even : source);
  const diagnostics = unread.filter(({ severity }) => severity === "error");
  if (diagnostics.length > 0) return { source, fresh: null, quoted: 0, diagnostics };
  const mistakes = checkText(even);
  // Those for which the remedy is quotes; whatever else is wrong, only its author can mend.
  const meantAsText = mistakes.filter(({ code }) => code === "INV118");
  const wrong = mistakes.filter(({ code }) => code !== "INV118");
  return { source, fresh: formatText(source.text, { meantAsText, wrong }), quoted: meantAsText.length, diagnostics };
}

/** What is done with the forms. */
export interface FormatRequest {
  /** `-` is standard input. */
  readonly paths: readonly string[];
  /** Nothing is written. */
  readonly check: boolean;
  readonly input: AsyncIterable<Buffer>;
}

/** What came of some files. */
export interface FormatResult {
  /** Text for standard output. */
  readonly output: string;
  /** How many files there were, and how many of them were not in their form; empty for standard input alone. */
  readonly count: string;
  /** A text could not be read, or under `check` is not in its form. */
  readonly wrong: boolean;
}

/** Rewrites files in their canonical form, each by itself; standard input goes to standard output. */
export async function formatFiles({ paths, check, input }: FormatRequest, color: boolean): Promise<FormatResult> {
  const pieces: string[] = [];
  let wrong = false;
  let untidy = 0;
  for (const path of paths) {
    const read = await (path === "-" ? readStream("<stdin>", input) : readText(path));
    const formatted = read.source === null ? null : formatSource(read.source);
    const diagnostics = [...read.diagnostics, ...(formatted?.diagnostics ?? [])];
    if (diagnostics.length > 0) pieces.push(`${renderDiagnostics(diagnostics, { color })}\n`);
    wrong ||= hasErrors(diagnostics);
    if (formatted === null || formatted.fresh === null) continue;
    const { source, fresh } = formatted;
    const differs = fresh !== source.text;
    if (differs) untidy += 1;
    if (check) {
      wrong ||= differs;
      if (differs) pieces.push(difference(formatted.source, fresh));
    } else if (path === "-") pieces.push(fresh);
    else if (differs) {
      await replaceFile(path, fresh);
      pieces.push(`${printable(path)}: rewritten${quotesOf(formatted)}\n`);
    }
  }
  const some = `${untidy} ${check ? "not in canonical form: `invrun fmt` rewrites them" : "rewritten"}`;
  const count = paths.every((path) => path === "-")
    ? ""
    : `${counted(paths.length, "file")}, ${untidy === 0 ? "nothing to rewrite" : some}`;
  return { output: pieces.join(""), count, wrong };
}

function quotesOf({ quoted }: Formatted): string {
  if (quoted === 0) return "";
  return quoted === 1 ? ", one name put in quotes" : `, ${quoted} names put in quotes`;
}

/** The first line that is not in its form, and what it would be. */
function difference({ name, text }: Source, fresh: string): string {
  const [old, form] = [text, fresh].map((each) => each.split(/(?<=\n)/)) as [string[], string[]];
  const at = form.findIndex((line, index) => line !== old[index]);
  const number = at === -1 ? form.length : at;
  const shown = (mark: string, line = "") => `    ${mark} ${visible(line)}`.trimEnd();
  const ends = endOf(old[number]) !== endOf(form[number]);
  const end = (line: string | undefined) => (ends && trimmed(old[number]) === trimmed(form[number]) ? endOf(line) : "");
  const lines = [
    `${printable(name)}:${number + 1}: not in its canonical form`,
    `${shown("-", old[number])}${end(old[number])}`,
    `${shown("+", form[number])}${end(form[number])}`,
  ];
  return `${lines.join("\n")}\n`;
}

function trimmed(line = ""): string {
  return line.replace(/\r?\n$/, "");
}

function endOf(line = ""): string {
  if (line.endsWith("\r\n")) return " (CRLF)";
  return line.endsWith("\n") ? "" : " (no line end)";
}

/** Tabs, and blanks at the end, are what one would look for in vain. */
function visible(line: string): string {
  const marked = trimmed(line)
    .replaceAll("\t", "→")
    .replace(/ +$/, (blanks) => "·".repeat(blanks.length));
  return printable(marked.length > 100 ? `${marked.slice(0, 99)}…` : marked);
}
