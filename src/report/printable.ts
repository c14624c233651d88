import { PAINTED } from "./paint.ts";

/**
 * What a terminal would obey instead of show, or not show at all: control characters (Cc), format characters such as
 * bidirectional overrides (Cf), lone surrogates (Cs), line and paragraph separators (Zl, Zp), the code points that
 * Unicode says to leave invisible, and those that are no characters and that XML cannot hold.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** GitHub's runner takes a line for a command whose first characters after white space are two colons. */
const COLONS = new RegExp(`^((?:\\s|${PAINTED})*):(?=(?:${PAINTED})*:)`, "u");

/** Azure's agent finds `##vso[` anywhere in a line, GitHub's and Azure's `##[`, TeamCity's `##teamcity[`. */
const HASHES = new RegExp(`#((?:${PAINTED})*)#(?=(?:${PAINTED})*(?:vso|teamcity)?(?:${PAINTED})*\\[)`, "giu");

/** A text from a host or a file made safe to stand inside a line: what would be obeyed is shown as `\u{1b}`. */
export function printable(text: string): string {
  return guardLine(visible(text.replace(/[\r\n]+$/, "")));
}

/** The same for a place that is no line of a terminal or a log: what would be obeyed or hidden is shown by its number. */
export function visible(text: string): string {
  return text.replace(UNSEEN, shown);
}

/**
 * Breaks what a pipeline would take for a command of its own, visibly. Applied once more to each finished line, since
 * two harmless parts can make a command together. The line's own colours are left alone.
 */
export function guardLine(line: string): string {
  return line.replace(COLONS, `$1${shown(":")}`).replace(HASHES, `#$1${shown("#")}`);
}

function shown(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}
