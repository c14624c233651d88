import type { Paint } from "./paint.ts";
import { wrapText } from "./width.ts";

/** A line of an explanation: prose, which may be broken, or something to copy, which must not. */
export type ExplainedLine = string | { readonly verbatim: string };

/** A heading with indented lines below it; nothing at all where there are none. */
export function section(title: string, lines: readonly ExplainedLine[], paint: Paint): readonly ExplainedLine[] {
  if (lines.length === 0) return [];
  const indented = lines.map((line) => (typeof line === "string" ? `  ${line}` : { verbatim: `  ${line.verbatim}` }));
  return ["", paint.bold(title), ...indented];
}

/** The lines as one text, prose broken to be no wider than so many columns; null for no breaks. */
export function foldLines(lines: readonly ExplainedLine[], columns: number | null): string {
  const folded = lines.flatMap((line) => {
    if (typeof line !== "string") return [line.verbatim];
    return columns === null ? [line] : fold(line, columns);
  });
  return `${folded.join("\n")}\n`;
}

/** An item of a list goes on below its first word, not below its dash; a row of two columns below its second. */
function fold(line: string, columns: number): readonly string[] {
  const lead = /^ *(?:- |\S+ {2,})/.exec(line)?.[0] ?? "";
  const [first = "", ...rest] = wrapText(" ".repeat(lead.length) + line.slice(lead.length), columns);
  return lead === "" ? [first, ...rest] : [lead + first.slice(lead.length), ...rest];
}
