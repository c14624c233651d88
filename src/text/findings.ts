import { type DiagnosticCode, diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Span } from "../model/selection.ts";
import { type Document, isSound, spotAt } from "./document.ts";

/** One mistake at a JSON pointer. `part` says what to underline; an absent or empty value falls back to its key. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly pointer: string;
  readonly part: "key" | "value";
  readonly message: string;
  /** The catalogue's remedy where left out. */
  readonly hint?: string;
  readonly severity?: Severity;
}

/** Collects mistakes, the most telling first: a place that was blamed once is not blamed again. */
export interface Findings {
  add(finding: Finding): void;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Findings about a document. Of what the reader of the text refused nothing more is said, nor of the places that it
 * blamed and mended in thought.
 */
export function createFindings(document: Document, unread: readonly Diagnostic[]): Findings {
  const diagnostics: Diagnostic[] = [];
  const places = new Set(unread.map(({ from, to }) => `${from}:${to}`));
  return {
    diagnostics,
    add({ code, pointer, part, message, hint, severity = "error" }) {
      if (!isSound(document, pointer)) return;
      const span = underline(document, pointer, part);
      const place = `${span.from}:${span.to}`;
      if (places.has(place)) return;
      places.add(place);
      const remedy = hint ?? diagnosticCodes[code].hint;
      diagnostics.push({ code, severity, source: document.source, ...span, message, hint: remedy });
    },
  };
}

function underline(document: Document, pointer: string, part: "key" | "value"): Span {
  const { spot, exact } = spotAt(document, pointer);
  const bare = spot.value.from === spot.value.to;
  if (spot.key !== null && (part === "key" || !exact || bare)) return spot.key;
  return spot.value;
}
