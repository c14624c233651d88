import { annotateDiagnostics } from "../report/annotate-diagnostics.ts";
import { codeQuality } from "../report/code-quality.ts";
import { countDiagnostics, diagnosticRecord, renderDiagnostics } from "../report/diagnostics.ts";
import { safeJson } from "../report/json.ts";
import { sarifLog } from "../report/sarif.ts";
import { repositoryPaths } from "./pipeline.ts";
import { annotationText } from "./show-annotations.ts";
import type { Validation } from "./validate.ts";

/** What a validation is written with. */
export interface ValidationLook {
  readonly color: boolean;
  /** The width of the terminal; null where it goes to none. */
  readonly columns?: number | null;
  /** Of this program. */
  readonly version: string;
}

type ValidationFormat = (validation: Validation, look: ValidationLook) => string;

/** How `validate` may write what it found, by the word of `--format`. */
export const validationFormats = {
  text: ({ files, diagnostics }, { color, columns = null }) => {
    const count = countDiagnostics(files, diagnostics);
    return diagnostics.length === 0
      ? `${count}\n`
      : `${renderDiagnostics(diagnostics, { color, columns })}\n${count}\n`;
  },
  // A line a mistake: what is safe on a line alone is not safe where a text ends it.
  json: ({ diagnostics }) => {
    const rows = diagnostics.map((diagnostic) => `\n    ${safeJson(diagnosticRecord(diagnostic))}`).join(",");
    return `{\n  "diagnostics": [${rows}${rows === "" ? "" : "\n  "}]\n}\n`;
  },
  github: ({ diagnostics }) => annotationText(annotateDiagnostics(diagnostics), "github"),
  azure: ({ diagnostics }) => annotationText(annotateDiagnostics(diagnostics), "azure"),
  gitlab: ({ diagnostics }) => codeQuality(annotateDiagnostics(diagnostics), repositoryPaths()),
  sarif: ({ diagnostics }, { version }) => sarifLog(diagnostics, { version, pathOf: repositoryPaths() }),
} as const satisfies Readonly<Record<string, ValidationFormat>>;

/** A word of `validate --format`. */
export type ValidationFormatName = keyof typeof validationFormats;
