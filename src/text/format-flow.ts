import type { CST } from "yaml";
import { keyText, scalarLine } from "./format-scalar.ts";

/** How a plain scalar is written in its place: quoted or as it is. */
export type Quote = (token: CST.FlowScalar) => boolean;

/** A list or map in brackets on one line; null where it holds a comment, or a member that only a line of its own can say. */
export function flowText(flow: CST.FlowCollection, quote: Quote): string | null {
  const isMap = flow.start.type === "flow-map-start";
  const members: string[] = [];
  if (hasComment(flow.end.slice(0, closerOf(flow)))) return null;
  for (const item of membersOf(flow)) {
    const member = memberText(item, isMap, quote);
    if (member === null) return null;
    if (member !== "") members.push(member);
  }
  if (flow.items.some(({ start }) => hasComment(start))) return null;
  if (members.length === 0) return isMap ? "{}" : "[]";
  return isMap ? `{ ${members.join(", ")} }` : `[${members.join(", ")}]`;
}

/** The items that are more than the comments and blanks before a bracket. */
export function membersOf(flow: CST.FlowCollection): readonly CST.CollectionItem[] {
  return flow.items.filter(({ key, sep, value }) => key != null || sep !== undefined || value !== undefined);
}

/** Where the closing bracket stands among the tokens at the end. */
export function closerOf({ end }: CST.FlowCollection): number {
  return end.findIndex(({ type }) => type === "flow-map-end" || type === "flow-seq-end");
}

function memberText({ key, sep = [], value }: CST.CollectionItem, inMap: boolean, quote: Quote): string | null {
  if (hasComment(sep) || endHasComment(key) || endHasComment(value)) return null;
  if (key == null && sep.length > 0) return null;
  const text = value === undefined ? "" : valueText(value, quote);
  if (text === null || key == null) return text;
  if (text === "") return inMap ? keyText(key) : null;
  return `${keyText(key)}: ${text}`;
}

function valueText(token: CST.Token, quote: Quote): string | null {
  if (token.type === "flow-collection") return flowText(token, quote);
  const scalar = token as CST.FlowScalar;
  return quote(scalar) ? `"${scalar.source}"` : scalarLine(scalar);
}

function endHasComment(token: CST.Token | null | undefined): boolean {
  return token != null && "end" in token && hasComment(token.end ?? []);
}

function hasComment(tokens: readonly CST.SourceToken[]): boolean {
  return tokens.some(({ type }) => type === "comment");
}
