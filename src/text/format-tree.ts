import type { CST } from "yaml";
import { closerOf, flowText, membersOf, type Quote } from "./format-flow.ts";
import { Page, type Row } from "./format-page.ts";
import { keyText, scalarLines, textBlock } from "./format-scalar.ts";

/** The longest line on which a list or map in brackets stays in its brackets. */
const WIDTH = 120;

/** What is to be known of the old text. */
export interface WriteOptions {
  readonly columnOf: (offset: number) => number;
  readonly quote: Quote;
}

/** Where a value stands: behind a key, behind a dash, or as the whole text. */
type Where = "key" | "dash" | "whole";

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** Writes the tokens of one document as rows, in the order in which they stand. */
export function writeRows(tokens: readonly CST.Token[], { columnOf, quote }: WriteOptions): readonly Row[] {
  const page = new Page(columnOf);

  function writeDocument({ start, value, end = [] }: CST.Document): void {
    for (const token of start) {
      if (token.type === "doc-start") page.begin("---");
      page.trivia([token]);
    }
    if (value !== undefined) writeValue(value, "whole");
    page.trivia(end);
  }

  function writeValue(token: CST.Token, where: Where): void {
    if (token.type === "block-map" || token.type === "block-seq") writeMembers(token, where);
    else if (token.type === "flow-collection") writeFlow(token, where);
    else if (token.type === "block-scalar") writeBlock(token);
    else writeScalar(token as CST.FlowScalar);
  }

  function writeScalar(scalar: CST.FlowScalar): void {
    const [first = "", ...rest] = quote(scalar) ? [`"${scalar.source}"`] : scalarLines(scalar);
    // In brackets nothing is a value too: `{ a: , b: 1 }`.
    if (first !== "") place(first, columnOf(scalar.offset));
    for (const line of rest) page.continue(line, page.level.indent + 2);
    page.reach(scalar.offset + scalar.source.length);
    page.trivia(scalar.end ?? []);
  }

  /** On the line begun; or on one of its own, where a comment stands between. */
  function place(text: string, column: number): void {
    if (page.interrupted) {
      page.open(column);
      page.begin(text);
      page.close();
    } else page.append(` ${text}`);
  }

  function writeBlock(token: CST.BlockScalar): void {
    const { header, lines, followedByBlank } = textBlock(token, page.level.indent + 2);
    place(header, columnOf(token.offset));
    page.trivia(token.props as readonly CST.SourceToken[]);
    page.block(lines, followedByBlank);
  }

  function writeFlow(flow: CST.FlowCollection, where: Where): void {
    const text = flowText(flow, quote);
    const closer = closerOf(flow);
    const begun = where === "whole" ? 0 : page.interrupted ? page.level.indent + 2 : lengthOf(page.row) + 1;
    const empty = membersOf(flow).length === 0;
    if (empty || (text !== null && begun + text.length <= WIDTH)) {
      const line = text ?? (flow.start.type === "flow-map-start" ? "{}" : "[]");
      if (where === "whole") page.begin(line);
      else place(line, columnOf(flow.start.offset));
      page.reach(flow.start.offset + 1);
      if (empty) page.trivia(flow.items.flatMap(({ start }) => start));
      if (empty) page.trivia(flow.end.slice(0, closer));
    } else {
      const row = page.row;
      page.reach(flow.start.offset + 1);
      writeMembers(flow, where);
      if (text !== null && where !== "whole") page.receive(row);
    }
    page.trivia(flow.end.slice(closer));
  }

  /** The members of a map or list, each on a line of its own. The first one may stand behind a dash. */
  function writeMembers(collection: Collection, where: Where): void {
    const inBrackets = collection.type === "flow-collection";
    const isMap = inBrackets ? collection.start.type === "flow-map-start" : collection.type === "block-map";
    page.open(inBrackets ? Number.POSITIVE_INFINITY : columnOf(startOf(collection)), !isMap);
    let first = true;
    for (const item of collection.items) {
      const dash = item.start.findIndex(({ type }) => type === "seq-item-ind");
      page.trivia(item.start.slice(0, dash === -1 ? undefined : dash));
      if (isBare(item) && dash === -1) continue;
      const joins = first && where === "dash" && !keyHasComment(item) && !page.interrupted;
      first = false;
      if (isMap) writePair(item, joins);
      else writeItem(item, dash, joins);
    }
    if (inBrackets) {
      page.trivia(collection.end.slice(0, closerOf(collection)));
      page.settle();
    }
    page.close();
  }

  function write(text: string, joins: boolean): void {
    if (joins) page.append(` ${text}`);
    else page.begin(text);
  }

  function writeItem(item: CST.CollectionItem, dash: number, joins: boolean): void {
    write("-", joins);
    if (dash !== -1) page.trivia(item.start.slice(dash));
    if (item.key !== undefined || item.sep !== undefined) {
      // `[a: b]`: a map of one key, without braces.
      page.open(Number.POSITIVE_INFINITY);
      writePair(item, !keyHasComment(item) && !page.interrupted);
      page.close();
    } else if (item.value !== undefined) writeValue(item.value, "dash");
  }

  function writePair(item: CST.CollectionItem, joins: boolean): void {
    const { key, sep = [], value } = item;
    const colon = sep.findIndex(({ type }) => type === "map-value-ind");
    // Between a key and its colon a comment has no place on their line.
    for (const { type, source } of betweenKeyAndColon(item)) if (type === "comment") page.before(source);
    write(`${key == null ? "" : keyText(key)}:`, joins);
    if (key != null && "source" in key) page.reach(key.offset + key.source.length);
    if (colon !== -1) page.trivia(sep.slice(colon));
    if (value !== undefined) writeValue(value, "key");
  }

  for (const token of tokens) {
    if (token.type === "document") writeDocument(token);
    else if (token.type === "directive") page.begin(token.source.trimEnd());
    else if (token.type === "doc-end") {
      // Comments behind it must not be taken for more of a block of text.
      if (tokens.some((other) => other.type === "comment" && other.offset > token.offset)) page.begin("...");
      page.trivia(token.end ?? []);
    } else page.trivia([token as CST.SourceToken]);
  }
  page.settle();
  return page.rows;
}

function lengthOf(row: Row | null): number {
  return row === null ? 0 : row.indent + row.text.length;
}

/** Nothing but comments and blanks. */
function isBare({ key, sep, value }: CST.CollectionItem): boolean {
  return key == null && sep === undefined && value === undefined;
}

function betweenKeyAndColon({ key, sep = [] }: CST.CollectionItem): readonly CST.SourceToken[] {
  const end = key != null && "end" in key ? (key.end ?? []) : [];
  const colon = sep.findIndex(({ type }) => type === "map-value-ind");
  return [...end, ...sep.slice(0, colon === -1 ? undefined : colon)];
}

function keyHasComment(item: CST.CollectionItem): boolean {
  return betweenKeyAndColon(item).some(({ type }) => type === "comment");
}

/** Where the first key or dash of a map or list stands. */
function startOf({ items, offset }: CST.BlockMap | CST.BlockSequence): number {
  for (const { start, key } of items as readonly CST.CollectionItem[]) {
    const mark = start.find(({ type }) => type === "seq-item-ind");
    if (mark !== undefined) return mark.offset;
    if (key != null) return key.offset;
  }
  return offset;
}
