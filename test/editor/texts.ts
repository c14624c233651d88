import { readFileSync } from "node:fs";
import type { Offer, Position } from "./language-server.ts";

/** The mark that stands where the cursor is. */
const CURSOR = "▮";

/** Which published schema the first line of a text names. */
export type SchemaName = "runbook" | "targets";

/** The text with the first line that makes an editor check it by a published schema. */
export function underSchema(text: string, name: SchemaName = "runbook"): string {
  const line = `# yaml-language-server: $schema=../../schemas/${name}.schema.json`;
  return text.startsWith("# yaml-language-server:") ? text.replace(/^.*/, line) : `${line}\n${text}`;
}

/** A published schema as plain data. */
export function publishedSchema(name: SchemaName = "runbook"): unknown {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"));
}

/** A text without its mark, and where the mark stood. */
export function atCursor(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf(CURSOR);
  return { text: marked.replace(CURSOR, ""), position: positionAt(marked, offset) };
}

/** Where an offset is, counted as the protocol counts. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: (lines.at(-1) as string).length };
}

/** What an offer tells of itself. */
export function documentationOf({ documentation = "" }: Offer): string {
  return typeof documentation === "string" ? documentation : documentation.value;
}

/** The text once an offer was taken, each place to type in left as it was offered (LSP 3.17, "Snippet Syntax"). */
export function taken(text: string, position: Position, offer: Offer): string {
  const range = offer.textEdit?.range ?? { start: position, end: position };
  const written = (offer.textEdit?.newText ?? offer.insertText ?? offer.label)
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, "$1")
    .replaceAll(/\$\{\d+:((?:\\.|[^}])*)\}/g, "$1")
    .replaceAll(/\$(?:\d+|\{\d+\})/g, "")
    .replaceAll(/\\([\\$}])/g, "$1");
  const lines = text.split("\n");
  const line = lines[range.start.line] as string;
  // An editor indents the further lines like the first.
  const indented = written.replaceAll("\n", `\n${/^ */.exec(line)?.[0]}`);
  lines[range.start.line] = line.slice(0, range.start.character) + indented + line.slice(range.end.character);
  return lines.join("\n");
}
