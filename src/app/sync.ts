import type { Diagnostic } from "../model/diagnostic.ts";
import { renderDiagnostics } from "../report/diagnostics.ts";
import { say, terminalWidth } from "./say.ts";
import type { Look } from "./show.ts";
import { annotateMistakes } from "./show-annotations.ts";
import type { SyncText, Typed } from "./sync-text.ts";

/**
 * A mistake in a composed runbook, told of the command line where it lies in what was typed: nobody wrote the lines of
 * the runbook. Mistakes in files that were named stay where they are.
 */
export function locateTyped(diagnostic: Diagnostic, text: SyncText): Diagnostic {
  const word = diagnostic.source === text.runbook ? wordAt(diagnostic.from, text) : null;
  if (word === null) return diagnostic;
  const { inRunbook, onLine } = word;
  const asTyped = onLine.to - onLine.from === inRunbook.to - inRunbook.from;
  const shift = onLine.from - inRunbook.from;
  const { from, to } = asTyped ? { from: diagnostic.from + shift, to: diagnostic.to + shift } : onLine;
  return { ...diagnostic, source: text.line, from, to: Math.min(to, onLine.to), message: inWords(diagnostic, text) };
}

function wordAt(offset: number, { typed }: SyncText): Typed | null {
  return typed.find(({ inRunbook: { from, to } }) => offset >= from && offset < to) ?? null;
}

/** A message may name a line of the runbook, which is a word to whoever typed it. */
function inWords({ message }: Diagnostic, { runbook, line, typed }: SyncText): string {
  return message.replace(/\bon line (\d+)/, (said, number: string) => {
    const word = typed.find(({ inRunbook }) => runbook.place(inRunbook.from).line === Number(number));
    return word === undefined ? said : `by \`${line.text.slice(word.onLine.from, word.onLine.to)}\``;
  });
}

/** Shows what is wrong with what was typed, and with the files that it names. */
export function showTypedMistakes(diagnostics: readonly Diagnostic[], text: SyncText, { color, annotate }: Look): void {
  if (diagnostics.length === 0) return;
  const located = diagnostics.map((diagnostic) => locateTyped(diagnostic, text));
  say(renderDiagnostics(located, { color, columns: terminalWidth() }).trimEnd());
  annotateMistakes(located, annotate);
}
