import type { HostEntry, Span } from "../model/selection.ts";

/** A line that says nothing. */
const EMPTY = /[ ]*(?:#[\t\x20-\x7e]*)?(?:\r?\n|$)/y;
const HEAD = /hosts:[ ]*(?:\r?\n|$)/y;
/** `- name`, `- "name"`, or `- { name: "…", address: "…", port: 1 }` as `simulate` writes it. */
const ITEM =
  /([ ]*)- (?:([A-Za-z][\w.-]{0,252})|("[A-Za-z\d][\w.-]{0,252}")|\{ name: ("[A-Za-z\d][\w.-]{0,252}")(?:, address: ("[A-Za-z\d][\w.:-]{0,252}"))?(?:, port: ([1-9]\d{0,4}))? \})[ ]*(?:\r?\n|$)/dy;
/** Words that YAML, or somebody's idea of it, takes for something else than a text. */
const NO_NAME = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const MOST_PORT = 65_535;

/**
 * The hosts of a YAML list that holds nothing else, in one of the plain forms in which long lists are written; null
 * for every other text. It never judges: what it does not know to be right is left to the reader of YAML, for which a
 * list of 50,000 takes seconds and hundreds of megabytes.
 */
export function readPlainList(text: string): readonly HostEntry[] | null {
  let at = passEmpty(text, 0);
  HEAD.lastIndex = at;
  if (!HEAD.test(text)) return null;
  const hosts: HostEntry[] = [];
  let indent: string | null = null;
  for (at = passEmpty(text, HEAD.lastIndex); at < text.length; at = passEmpty(text, ITEM.lastIndex)) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(text);
    const entry = item === null ? null : entryOf(item);
    if (item === null || entry === null) return null;
    indent ??= item[1] as string;
    if (indent !== item[1]) return null;
    hosts.push(entry);
  }
  return hosts.length === 0 ? null : hosts;
}

function passEmpty(text: string, from: number): number {
  let at = from;
  for (;;) {
    EMPTY.lastIndex = at;
    if (at === text.length || !EMPTY.test(text)) return at;
    at = EMPTY.lastIndex;
  }
}

function entryOf(item: RegExpExecArray): HostEntry | null {
  const [, , word, quoted, named, address, digits] = item;
  const port = digits === undefined ? null : Number(digits);
  if ((word !== undefined && NO_NAME.test(word)) || (port !== null && port > MOST_PORT)) return null;
  const group = word !== undefined ? 2 : quoted !== undefined ? 3 : 4;
  return {
    name: word ?? unquoted((quoted ?? named) as string),
    address: address === undefined ? null : unquoted(address),
    port,
    anyIdentity: false,
    addressAt: address === undefined ? null : spanOf(item, 5),
    ...spanOf(item, group),
  };
}

function unquoted(text: string): string {
  return text.slice(1, -1);
}

function spanOf(item: RegExpExecArray, group: number): Span {
  const [from, to] = (item.indices as RegExpIndicesArray)[group] as [number, number];
  return { from, to };
}
