import { CST, Lexer, Parser } from "yaml";
import type { Json } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import { createSource, type Source } from "../model/source.ts";
import { applyEdits } from "./edits.ts";
import { alignRows } from "./format-align.ts";
import { isTextInYaml12Alone } from "./format-scalar.ts";
import { writeRows } from "./format-tree.ts";
import { readYaml } from "./yaml.ts";

/** What the language says of values that YAML alone does not know. */
export interface FormatOptions {
  /** Values that were meant as texts and that YAML made into something else: they get quotes. */
  readonly meantAsText: readonly Span[];
  /** Values that are wrong in another way: they stay as they are. */
  readonly wrong: readonly Span[];
}

/**
 * The one canonical form of a text that is sound YAML (docs/runbooks.md, "One form"). Keeps every comment, the order of
 * keys and the line ends of the text. A text that is no map and no list, or has keys that are written with `? ` or are
 * longer than a key in a block may be, stays as it is.
 */
export function formatText(text: string, { meantAsText, wrong }: FormatOptions): string {
  const old = withLineFeeds(text);
  const { place } = createSource("", old);
  const quoted = new Set(meantAsText.map(({ from }) => from));
  const blamed = new Set(wrong.map(({ from }) => from));
  const quote = (token: CST.FlowScalar) =>
    token.type === "scalar" &&
    (quoted.has(token.offset) || (!blamed.has(token.offset) && isTextInYaml12Alone(token.source)));
  const tokens = [...new Parser().parse(old)];
  const document = tokens.find((token) => token.type === "document");
  if (document === undefined || !CST.isCollection(document.value) || hasOddKeys(document)) return text;
  const fresh = alignRows(writeRows(tokens, { columnOf: (offset) => place(offset).column - 1, quote }));
  prove(old, fresh, meantAsText);
  return hasWindowsLineEnds(text) ? fresh.replaceAll("\n", "\r\n") : fresh;
}

/** Characters that a key may have before its colon: YAML 1.2.2, 8.2.2, with some to spare for quotes. */
const LONGEST_KEY = 1_000;

/** Keys with `? `, or in brackets so long that they could not stand without. */
function hasOddKeys(document: CST.Document): boolean {
  let found = false;
  CST.visit(document, ({ start, key }) => {
    const long = key != null && "source" in key && key.source.length > LONGEST_KEY;
    if (!long && !start.some(({ type }) => type === "explicit-key-ind")) return undefined;
    found = true;
    return CST.visit.BREAK;
  });
  return found;
}

/** A text with LF at its line ends, on which the spans of `formatText` count. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** More of its lines end with CRLF than with LF alone. */
function hasWindowsLineEnds(text: string): boolean {
  const all = text.split("\n").length - 1;
  return (text.split("\r\n").length - 1) * 2 > all;
}

/** A form that would mean something else, or lose a comment, is never handed out: it is a mistake of ours. */
function prove(old: string, fresh: string, meantAsText: readonly Span[]): void {
  const edits = meantAsText.flatMap(({ from, to }) => [
    { at: from, remove: 0, insert: '"' },
    { at: to, remove: 0, insert: '"' },
  ]);
  const before = createSource("", applyEdits(old, edits).text);
  const after = createSource("", fresh);
  if (readYaml(after).diagnostics.length > readYaml(before).diagnostics.length) throw new Error("the form is no YAML");
  if (meaning(before) !== meaning(after)) throw new Error("the canonical form would mean something else");
  if (commentsOf(old).join("\n") !== commentsOf(fresh).join("\n")) throw new Error("a comment would be lost");
}

function meaning(source: Source): string {
  const { document } = readYaml(source);
  return JSON.stringify(document?.value ?? null, (_, value: Json) =>
    typeof value === "number" ? `number ${value}` : value,
  );
}

/** The comments of a text, in order. */
function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)].filter((token) => token.startsWith("#")).map((comment) => comment.trimEnd());
}
