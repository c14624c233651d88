/**
 * Foreign text inside Markdown, by CommonMark 0.31 and GitHub Flavored Markdown 0.29, so that it is shown and never
 * obeyed: neither by the parser nor by what GitHub and GitLab look for in its output (mentions, references, labels).
 */
import { printable } from "./printable.ts";

/** How much of a text from a host or a file is shown, in characters: a page stays a page. */
const LENGTH = 160;

/** As much as a remedy needs; only where few of them stand. */
export const REMEDY_LENGTH = 320;

/**
 * What would end a code span, or the cell of a table that it stands in (GFM 4.10: a pipe is split at before spans are
 * looked for). Inside of a span nothing else has a meaning (CommonMark 6.1).
 */
const ENDS_CODE = /[`|]/g;

/**
 * What GitHub or GitLab would make a link, a mention or an emoji of, behind the parser's back; they leave code alone.
 * Mentions, issues, merge requests, labels, milestones and snippets begin with a sign, addresses have a colon, commits
 * are seven hexadecimal digits or more.
 */
const REFERENCE = /[@#!$~%&^][\w"]|:(?:\/\/|[\w+-]+:)|\bwww\.|\bGH-\d|\b[0-9a-f]{7,40}\b/i;

/** What the parser would take for marks inside a line (CommonMark 2.4 to 6.9, GFM 4.10 and 6.5). */
const MARKS = /[\\|*_[\]<>&~$!]/g;

/** A name, a digest or a message as code; empty for an empty text. */
export function code(text: string): string {
  return asCode(shorten(printable(text), LENGTH));
}

/** A sentence as text; what stands between backticks in it, and what could be taken for a reference, as code. */
export function prose(text: string, length = LENGTH): string {
  const parts = shorten(printable(text), length).split("`");
  return parts.map((part, at) => (at % 2 === 1 || REFERENCE.test(part) ? spaced(part) : escaped(part))).join("");
}

/** A row of a table. Its cells are made already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table: its columns, those with figures to the right, and its rows; nothing where there are none. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const rule = columns.map((name) => (name.startsWith(">") ? "---:" : "---"));
  return [row(columns.map((name) => name.replace(/^>/, ""))), row(rule), ...rows.map(row), ""];
}

function asCode(text: string): string {
  const inner = text.trim().replace(ENDS_CODE, shown);
  return inner === "" ? "" : `\`${inner}\``;
}

/** Code with the spaces that stood around it. */
function spaced(part: string): string {
  return `${part.startsWith(" ") ? " " : ""}${asCode(part)}${part.endsWith(" ") ? " " : ""}`;
}

/** A backslash before a mark makes it a character (CommonMark 2.4); a pipe is better not there at all (GFM 4.10). */
function escaped(part: string): string {
  return part.replace(MARKS, (mark) => (mark === "|" ? "&#124;" : `\\${mark}`));
}

function shown(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** By code points: marks that stand on others take no room, and still count. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
