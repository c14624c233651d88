import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import { createPaint, type Paint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { displayWidth, wrapBehind } from "./width.ts";
import { counted, grouped } from "./words.ts";

/** A diagnostic as programs read it: a row of `validate --json`. Lines and columns count from 1. */
export interface DiagnosticRecord {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** The row of a diagnostic. */
export function diagnosticRecord({ source, from, severity, code, message, hint }: Diagnostic): DiagnosticRecord {
  return { file: source.name, ...source.place(from), severity, code, message, hint };
}

/** How diagnostics are written out. */
export interface DiagnosticsOptions {
  readonly color: boolean;
  /** The width that remedies are broken to; where left out or null they stay whole. */
  readonly columns?: number | null;
}

/** More than anyone reads; JSON has them all. */
const MOST = 100;
/** How much of a long line is shown before and after what is underlined, and of that itself. */
const WINDOW = { before: 50, marked: 80, after: 30 } as const;

/** Diagnostics for people: each with its place, its line underlined, and its remedy. Empty without any. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color, columns = null }: DiagnosticsOptions,
): string {
  const paint = createPaint(color);
  const shown = diagnostics.slice(0, MOST).map((diagnostic) => renderOne(diagnostic, paint, columns));
  const more = diagnostics.length - shown.length;
  if (more > 0) shown.push(`and ${grouped(more)} more; --json prints all`);
  return shown.map((text) => `${text}\n`).join("\n");
}

/** `2 files, 9 errors, 1 warning`, or `1 file, no mistakes`. */
export function countDiagnostics(files: number, diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const counts = (["error", "warning", "hint"] as const)
    .map((severity) => [severity, count(severity)] as const)
    .filter(([, amount]) => amount > 0)
    .map(([severity, amount]) => counted(amount, severity));
  return [counted(files, "file"), ...(counts.length === 0 ? ["no mistakes"] : counts)].join(", ");
}

function renderOne(diagnostic: Diagnostic, paint: Paint, columns: number | null): string {
  const { source, from, severity, code, message, hint } = diagnostic;
  const { line, column } = source.place(from);
  const tone = severity === "error" ? paint.red : paint.yellow;
  const place = paint.bold(`${printable(source.name)}:${line}:${column}`);
  const head = `${place} ${tone(severity)} ${code} ${printable(message)}`;
  const frame = renderFrame(diagnostic, line, { paint, tone });
  return [head, ...frame, ...(hint === "" ? [] : wrapBehind("    ", printable(hint), columns))]
    .map(guardLine)
    .join("\n");
}

interface Brushes {
  readonly paint: Paint;
  readonly tone: (text: string) => string;
}

/** The line and what is underlined in it. Nothing where the whole file is meant. */
function renderFrame({ source, from, to }: Diagnostic, line: number, { paint, tone }: Brushes): readonly string[] {
  const text = withoutSecrets(source.line(line));
  if (text === "" || to === 0) return [];
  const start = Math.min(source.place(from).column - 1, text.length);
  const end = Math.max(start, Math.min(start + to - from, text.length));
  const before = show(clipStart(text.slice(0, start)));
  const marked = show(clipEnd(text.slice(start, end), WINDOW.marked));
  const after = show(clipEnd(text.slice(end), WINDOW.after));
  const number = String(line).padStart(5);
  const carets = "^".repeat(Math.max(1, displayWidth(marked)));
  return [
    `${paint.dim(`${number} |`)} ${before}${marked}${after}`.trimEnd(),
    `${paint.dim(`${" ".repeat(number.length)} |`)} ${" ".repeat(displayWidth(before))}${tone(carets)}`,
  ];
}

/** A value that somebody wrote behind a word for a secret, or into an address, is not repeated: output ends up in logs. */
function withoutSecrets(line: string): string {
  const masked = (_: string, before: string, value: string) => before + "*".repeat(value.length);
  return line
    .replace(/((?:pass\w*|pwd|secret|token|key)["']?\s*:\s*)(\S.*)$/i, masked)
    .replace(/(:\/\/[^\s/@:]*:)([^\s/]+)(?=@)/g, masked);
}

/** A tab is shown as one column, so that the underline stays below what it means. */
function show(text: string): string {
  return printable(text.replaceAll("\t", " "));
}

function clipStart(text: string): string {
  return text.length > WINDOW.before + 1 ? `…${text.slice(-WINDOW.before)}` : text;
}

function clipEnd(text: string, most: number): string {
  return text.length > most + 1 ? `${text.slice(0, most)}…` : text;
}
