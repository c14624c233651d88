import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Annotation, AnnotationLevel } from "./annotation.ts";

const LEVELS: Readonly<Record<Severity, AnnotationLevel>> = { error: "error", warning: "warning", hint: "notice" };

/** Mistakes in texts, each at its place: what it is, and the remedy below it. */
export function annotateDiagnostics(diagnostics: readonly Diagnostic[]): readonly Annotation[] {
  return diagnostics.map(({ source, from, severity, code, message, hint }) => ({
    level: LEVELS[severity],
    code,
    title: titleOf(code),
    lines: [message, hint].filter((line) => line !== ""),
    place: { file: source.name, ...source.place(from) },
  }));
}

/** What a code of a diagnostic says, in one line. */
export function titleOf(code: DiagnosticCode): string {
  return diagnosticCodes[code].title;
}
