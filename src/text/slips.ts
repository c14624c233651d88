import type { DiagnosticCode } from "../base/codes/index.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { type Edit, touch } from "./edits.ts";

/** A slip of the pen that makes a text unreadable as YAML, and the edit that mends it so that reading can go on. */
export interface Slip extends Span {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
  readonly edits: readonly Edit[];
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/** `  - key`: what stands before a key, and the key. */
const KEY = String.raw`^(\s*(?:- +)*)([A-Za-z][\w-]*)`;
const INLINE_VALUE = new RegExp(`${KEY}: +[^\\s#]`);
const RANGE = /(?:\w[\w.-]*)?(?:\[[0-9A-Za-z]+:[0-9A-Za-z]+(?::\d+)?\][\w.-]*)+/g;

/** Nobody writes longer ones by hand, and the patterns below take their time with them. */
const LONGEST_LINE = 1_000;

/**
 * The slip on the line of an error, or on the line after it; null where the error has no cause that is known.
 * What was mended already is not mended again.
 */
export function findSlip(source: Source, offset: number, made: readonly Edit[]): Slip | null {
  const number = source.place(offset).line;
  const line = lineOf(source, number);
  if (line.text.length > LONGEST_LINE) return null;
  const slips = [
    tabs(source, number),
    dashWithoutSpace(line),
    ...unquotedRanges(line),
    colonWithoutSpace(line),
    keyOnTheLineAbove(line, lineOf(source, number + 1)),
    tooDeep(line, lineOf(source, number + 1)),
    number > 1 ? tooDeep(lineOf(source, number - 1), line) : null,
    colonInValue(line),
    comparison(line),
    keyWithoutColon(line),
  ];
  return slips.find((slip) => slip?.edits.every((edit) => !made.some((other) => touch(edit, other)))) ?? null;
}

function lineOf(source: Source, number: number): Line {
  const text = source.line(number);
  return { start: source.offset(number), text };
}

/** `[pc-[001:250].corp]`: inside a flow list the brackets are read as another list. */
function unquotedRanges({ start, text }: Line): readonly Slip[] {
  const slips: Slip[] = [];
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?:^|\s)#.*$/g, (quoted) => " ".repeat(quoted.length));
  for (const { index, 0: range } of bare.matchAll(RANGE)) {
    const before = bare.slice(0, index);
    const inFlow = /(?:^|[[{,])\s*$|[[{].*:\s+$/.test(before);
    if (!inFlow && !range.startsWith("[")) continue;
    const from = start + index;
    const to = from + range.length;
    slips.push({
      code: "INV118",
      from,
      to,
      message: `YAML reads the brackets of \`${range}\` as a list of its own`,
      hint: `Write it in quotes: "${range}".`,
      edits: [
        { at: from, remove: 0, insert: '"' },
        { at: to, remove: 0, insert: '"' },
      ],
    });
  }
  return slips;
}

/** Lines indented with tabs, all at once: the editor was set so. */
function tabs(source: Source, number: number): Slip | null {
  const indent = (line: number) => /^[ \t]*/.exec(source.line(line))?.[0] ?? "";
  if (!indent(number).includes("\t")) return null;
  const edits: Edit[] = [];
  for (const { index, 0: white } of source.text.matchAll(/^ *\t[ \t]*/gm))
    edits.push({ at: index, remove: white.length, insert: white.replaceAll("\t", "  ") });
  const from = source.offset(number);
  return {
    code: "INV117",
    from,
    to: from + indent(number).length,
    message: "the line is indented with a tab",
    hint: "YAML knows only spaces: use two for each level.",
    edits,
  };
}

/** `-pc-1`: a text, not an item. */
function dashWithoutSpace({ start, text }: Line): Slip | null {
  const match = /^(\s*)-(?=[\w"'[{])/.exec(text);
  if (match === null) return null;
  const from = start + (match[1] as string).length;
  return {
    code: "INV111",
    from,
    to: from + 1,
    message: "a space is missing after the dash",
    hint: "A list item begins with a dash and a space.",
    edits: [{ at: from + 1, remove: 0, insert: " " }],
  };
}

/** `timeout:5s`: a text, not a key. */
function colonWithoutSpace({ start, text }: Line): Slip | null {
  const match = new RegExp(`${KEY}:(?=[^\\s:/])`).exec(text);
  if (match === null) return null;
  const key = match[2] as string;
  const from = start + (match[1] as string).length;
  const colon = from + key.length;
  return {
    code: "INV111",
    from,
    to: colon + 1,
    message: `a space is missing after \`${key}:\``,
    hint: `Write \`${key}: \`, then the value.`,
    edits: [{ at: colon + 1, remove: 0, insert: " " }],
  };
}

/** A key that is indented below a key which has its value already. */
function tooDeep(above: Line, line: Line): Slip | null {
  const parent = INLINE_VALUE.exec(above.text);
  const key = new RegExp(`${KEY}:(?:\\s|$)`).exec(line.text);
  if (parent === null || key === null) return null;
  const column = (parent[1] as string).length;
  const indent = (key[1] as string).length;
  if (indent <= column) return null;
  const from = line.start + indent;
  return {
    code: "INV142",
    from,
    to: from + (key[2] as string).length,
    message: `\`${key[2]}\` is indented below \`${parent[2]}\`, which has its value already`,
    hint: `Let it begin in the same column as \`${parent[2]}\`.`,
    edits: [{ at: line.start + column, remove: indent - column, insert: "" }],
  };
}

/** `rollout:  batches: [5, rest]` above further keys of `rollout`: the line was not begun anew. */
function keyOnTheLineAbove({ start, text }: Line, below: Line): Slip | null {
  const match = new RegExp(`${KEY}:( +)([A-Za-z][\\w-]*):(?:\\s|$)`).exec(text);
  const next = new RegExp(`${KEY}:(?:\\s|$)`).exec(below.text);
  if (match === null || next === null) return null;
  const [, before, key, blanks, second] = match as unknown as readonly string[];
  const indent = (next[1] as string).length;
  if (indent <= (before as string).length) return null;
  const from = start + `${before}${key}:${blanks}`.length;
  return {
    code: "INV117",
    from,
    to: from + (second as string).length,
    message: `\`${second}\` stands on the line of \`${key}\`, whose other keys stand below it`,
    hint: `Begin a line with it, in the column of \`${next[2]}\`.`,
    edits: [{ at: from, remove: 0, insert: `\n${" ".repeat(indent)}` }],
  };
}

/** `about: laptops: all of them`: a second colon makes a second key. */
function colonInValue({ start, text }: Line): Slip | null {
  const match = new RegExp(`${KEY}: +([^"'\\[{#|>&*!\\s][^'#]*:(?:\\s[^'#]*)?)$`).exec(text);
  if (match === null) return null;
  const value = (match[3] as string).trimEnd();
  const from = start + text.indexOf(value, (match[1] as string).length + (match[2] as string).length + 1);
  return {
    code: "INV118",
    from,
    to: from + value.length,
    message: `the value of \`${match[2]}\` holds a colon and a space, which YAML reads as another key`,
    hint: `Write it in quotes: '${value}'.`,
    edits: [
      { at: from, remove: 0, insert: "'" },
      { at: from + value.length, remove: 0, insert: "'" },
    ],
  };
}

/** `client-version: >=5.00.9096`: a `>` at the start begins a text over several lines. */
function comparison({ start, text }: Line): Slip | null {
  const match = /^(.*?[A-Za-z][\w-]*: +)(>=? ?\d[\d.]*)(?=\s*(?:$|#|[,}]))/.exec(text);
  if (match === null) return null;
  const value = match[2] as string;
  const from = start + (match[1] as string).length;
  return {
    code: "INV118",
    from,
    to: from + value.length,
    message: `YAML reads the \`>\` of \`${value}\` as the start of a text over several lines`,
    hint: `Write it in quotes: "${value}".`,
    edits: [
      { at: from, remove: 0, insert: '"' },
      { at: from + value.length, remove: 0, insert: '"' },
    ],
  };
}

/** `auth negotiate`, or a bare `connection` above its keys. */
function keyWithoutColon({ start, text }: Line): Slip | null {
  const match = new RegExp(`${KEY}(?= |$)(?! *:)`).exec(text);
  if (match === null) return null;
  const key = match[2] as string;
  const from = start + (match[1] as string).length;
  const to = from + key.length;
  return {
    code: "INV111",
    from,
    to,
    message: `a colon is missing after \`${key}\``,
    hint: `Write \`${key}:\`.`,
    edits: [{ at: to, remove: 0, insert: ":" }],
  };
}
