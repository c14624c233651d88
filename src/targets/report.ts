import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";

/** Reports a mistake at a place of one source. The catalogue's remedy where no hint is given. */
export type Report = (
  code: DiagnosticCode,
  span: Span,
  message: string,
  more?: { readonly hint?: string | undefined; readonly severity?: Severity },
) => void;

/** A reporter of mistakes in a source, which adds them to a collection. */
export function reporterOf(source: Source, diagnostics: Diagnostic[]): Report {
  return (code, { from, to }, message, { hint, severity = "error" } = {}) => {
    diagnostics.push({ code, severity, source, from, to, message, hint: hint ?? diagnosticCodes[code].hint });
  };
}
