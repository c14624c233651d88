import { PAINTED } from "./paint.ts";

/** They take no room. */
const COLOURS = new RegExp(PAINTED, "g");
/** Marks that stand on the character before them. */
const MARK = /^[\p{Mn}\p{Me}]$/u;
/** Shown as a picture by default (UTS #51), two columns wide. */
const PICTURE = /^[\p{Emoji_Presentation}\p{Regional_Indicator}]$/u;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * First and last code points of the East Asian wide and fullwidth blocks (UAX #11, EastAsianWidth.txt, Unicode 16),
 * rounded outwards: where unsure a character counts as wide, so that a line ends early rather than late.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dff],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe1f],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d37f],
  [0x1f000, 0x1faff],
  [0x20000, 0x3fffd],
];

/** How many columns a terminal gives a printable text. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** A printable text cut to so many columns, with an ellipsis where something is missing. */
export function truncate(text: string, columns: number): string {
  if (text.length * 2 <= columns || displayWidth(text) <= columns) return text;
  if (columns < 1) return "";
  let width = 0;
  let kept = "";
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) as number;
  if (code < 0x300) return 1;
  if (MARK.test(character)) return 0;
  return PICTURE.test(character) || isWide(code) ? 2 : 1;
}

function isWide(code: number): boolean {
  return code >= 0x1100 && WIDE.some(([first, last]) => code >= first && code <= last);
}

/**
 * A line broken at its spaces to be no wider than so many columns; what follows is indented like the first. A word that
 * is too long for a line keeps its own, since it may be a path to copy.
 */
export function wrapText(line: string, columns: number): readonly string[] {
  const width = (text: string) => displayWidth(text.replace(COLOURS, ""));
  if (width(line) <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.slice(indent.length).split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && width(indent + longer) > columns) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  return [...lines, indent + current];
}

/** A text behind a printable head, broken to be no wider than so many columns; what follows stands below its beginning. Null: any width. */
export function wrapBehind(head: string, text: string, columns: number | null): readonly string[] {
  if (columns === null) return [head + text];
  const width = displayWidth(head.replace(COLOURS, ""));
  const [first = "", ...rest] = wrapText(" ".repeat(width) + text, columns);
  return [head + first.slice(width), ...rest];
}
