/**
 * Reads CSV as RFC 4180 describes it, and as Excel and PowerShell write it: with semicolons or tabs as well, a line
 * `sep=;` or `#TYPE …` (Export-Csv of Windows PowerShell 5.1) before the header, and LF alone as the end of a line.
 */
import type { Span } from "../model/selection.ts";

/** One field of a row: its text without quotes and blanks around it, and where it stands, quotes included. */
export interface Cell extends Span {
  readonly text: string;
}

/** A quoted field that is never closed, or goes on behind its closing quote. */
export interface BrokenQuote extends Span {
  /** Where the text behind the closing quote stands; null where there is no closing quote. */
  readonly rest: Span | null;
}

/** A table whose rows are read as they are asked for. */
export interface CsvTable {
  readonly header: readonly Cell[];
  readonly rows: Iterable<readonly Cell[]>;
  /** The first quoted field that does not end with its quote, once the rows were read; null where there is none. */
  readonly broken: () => BrokenQuote | null;
}

/** The table of a text, or null where it has no header. */
export function readCsv(text: string): CsvTable | null {
  const { from, separator } = readPreamble(text);
  const cursor: Cursor = { text, separator: separator ?? detectSeparator(text, from), at: from, broken: null };
  const rows = readRows(cursor);
  const header = rows.next();
  if (header.done === true) return null;
  return { header: header.value, rows, broken: () => cursor.broken };
}

/** What may stand before the header: blank lines, `#TYPE …` and `sep=;`. */
function readPreamble(text: string): { readonly from: number; readonly separator: string | null } {
  let from = 0;
  let separator: string | null = null;
  const line = /[^\r\n]*(?:\r?\n|\r|$)/y;
  while (from < text.length) {
    line.lastIndex = from;
    const [whole] = line.exec(text) as RegExpExecArray;
    const chosen = /^sep=(.)\s*$/i.exec(whole)?.[1];
    if (chosen !== undefined) separator = chosen;
    else if (whole.trim() !== "" && !/^"?#TYPE\b/i.test(whole)) break;
    from += whole.length;
  }
  return { from, separator };
}

const SEPARATORS = [",", ";", "\t"] as const;

/** The separator that stands most often in the header, outside quotes. */
function detectSeparator(text: string, from: number): string {
  const header = /[^\r\n]*/y;
  header.lastIndex = from;
  const bare = (header.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] as string;
}

interface Cursor {
  readonly text: string;
  readonly separator: string;
  at: number;
  broken: BrokenQuote | null;
}

function* readRows(cursor: Cursor): Generator<readonly Cell[], undefined> {
  const { text, separator } = cursor;
  while (cursor.at < text.length) {
    const cells: Cell[] = [];
    for (;;) {
      cells.push(readCell(cursor));
      if (text[cursor.at] !== separator) break;
      cursor.at += 1;
    }
    if (text[cursor.at] === "\r") cursor.at += 1;
    if (text[cursor.at] === "\n") cursor.at += 1;
    if (cells.length > 1 || cells[0]?.text !== "") yield cells;
  }
  return undefined;
}

/** One field, up to its separator or the end of its line. Quotes open only at its start. */
function readCell(cursor: Cursor): Cell {
  const { text, separator } = cursor;
  while (text[cursor.at] === " ") cursor.at += 1;
  const from = cursor.at;
  const quoted = text[from] === '"' ? readQuoted(cursor) : null;
  const rest = cursor.at;
  while (cursor.at < text.length && !ends(text[cursor.at] as string, separator)) cursor.at += 1;
  const bare = text.slice(rest, cursor.at).trimEnd();
  const to = rest + bare.length;
  if (quoted === null) return { text: bare, from, to };
  if (bare !== "") cursor.broken ??= { from, to: from + 1, rest: { from: rest, to } };
  return { text: quoted.trim(), from, to: rest };
}

function ends(character: string, separator: string): boolean {
  return character === separator || character === "\n" || character === "\r";
}

/** A doubled quote within quotes is one. */
function readQuoted(cursor: Cursor): string {
  const { text } = cursor;
  const from = cursor.at;
  let value = "";
  let piece = from + 1;
  for (;;) {
    const quote = text.indexOf('"', piece);
    if (quote === -1) {
      cursor.broken ??= { from, to: from + 1, rest: null };
      cursor.at = text.length;
      return value + text.slice(piece);
    }
    value += text.slice(piece, quote);
    if (text[quote + 1] !== '"') {
      cursor.at = quote + 1;
      return value;
    }
    value += '"';
    piece = quote + 2;
  }
}
