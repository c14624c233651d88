import type { DiagnosticCode } from "../base/codes/index.ts";
import type { Source } from "./source.ts";

/** How much a diagnostic weighs: an error stops the command, a warning and a hint do not. */
export type Severity = "error" | "warning" | "hint";

/** One mistake in a source. Collected, never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly source: Source;
  /** What to underline: offsets into the source's text, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Says what is wrong, naming the thing. */
  readonly message: string;
  /** Says what to write instead; empty where the message says it all. */
  readonly hint: string;
}

/** In order of file, place, then code: the order in which people mend. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  if (a.source.name !== b.source.name) return a.source.name < b.source.name ? -1 : 1;
  return a.from - b.from || a.to - b.to || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

/** Only an error stops a command. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
