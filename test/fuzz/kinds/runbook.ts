import { formatSource } from "../../../src/app/format.ts";
import { readStream } from "../../../src/app/read-text.ts";
import { checkText } from "../../../src/app/validate.ts";
import { type Diagnostic, hasErrors } from "../../../src/model/diagnostic.ts";
import { createSource, type Source } from "../../../src/model/source.ts";
import { diagnosticRecord, renderDiagnostics } from "../../../src/report/diagnostics.ts";
import { IN_NO_HURRY, type Kind, same, type Verdict } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { runbookWords, textsIn } from "../texts.ts";

/** What came of bytes that are said to be a text. */
export async function textOf(input: Buffer, name: string): Promise<Source | null> {
  const { source } = await readStream(
    name,
    (async function* () {
      yield input;
    })(),
  );
  return source;
}

/** Every diagnostic points into its text, and can be shown. */
export function show(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const { from, to, source, code } = diagnostic;
    if (!(from >= 0 && from <= to && to <= source.text.length + 1))
      throw new Error(`${code} points at ${from} to ${to}`);
    const { line, column } = diagnosticRecord(diagnostic);
    if (!(line >= 1 && column >= 1)) throw new Error(`${code} points at ${line}:${column}`);
  }
  // Line feeds, and nothing else that a terminal obeys.
  const shown = renderDiagnostics(diagnostics, { color: false });
  const harm = /[^\P{Cc}\n]/u.exec(shown);
  if (harm !== null) throw new Error(`shown with U+${harm[0].charCodeAt(0).toString(16)}: ${JSON.stringify(shown)}`);
}

/** Puts the text into its form, which has to be its own form and to have the same mistakes. */
function format(source: Source): void {
  const { fresh } = formatSource(source);
  if (fresh === null) return;
  const form = createSource(source.name, fresh);
  same(formatSource(form).fresh, fresh, "the form of the form");
}

/** Texts of runbooks and of lists of targets in YAML: checked, and put into their form. */
export const runbooks: Kind = {
  samples: textsIn(["runbooks", "test/cases/validate", "test/cases/fmt"], /^(?!too-many).*\.ya?ml$/),
  words: runbookWords,
  text: true,
  structures: lineMutators,
  mostCpuMs: IN_NO_HURRY,
  async try(input): Promise<Verdict> {
    const source = await textOf(input, "runbook.yml");
    if (source === null) return "refused";
    const diagnostics = checkText(source);
    show(diagnostics);
    format(source);
    return hasErrors(diagnostics) ? "refused" : "accepted";
  },
};
