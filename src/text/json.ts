/** Reads JSON (RFC 8259) with the place of each value, for texts that programs print. */
import type { Json } from "../base/json.ts";
import type { Span } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import type { Document, Spot } from "./document.ts";

/** A text read, or where it stops being JSON. */
export type ReadJson = { readonly document: Document } | { readonly wrong: Span; readonly why: string };

const DEEPEST = 64;
const BLANK = /[ \t\r\n]*/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const NO_CHILDREN: ReadonlyMap<string, Spot> = new Map();

/** Where a text in quotes ends, exclusive; null where none does. An expression's stack ends within a long one. */
function quotedTo(text: string, from: number): number | null {
  if (text[from] !== '"') return null;
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at + 1;
  }
  return null;
}

class Wrong extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

/** A text or a number; its control characters and escapes are judged by the platform's own reader. */
function meant(written: string, at: number): Json {
  try {
    return JSON.parse(written) as Json;
  } catch {
    throw new Wrong(at, "this text holds a line break, a control character or an escape that JSON does not know");
  }
}

/** Reads one value. Of a key that stands twice the later value holds, as for most readers. */
export function readJson(source: Source): ReadJson {
  const { text } = source;
  let at = 0;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return null;
    at += found.length;
    return found;
  };
  const quoted = (): string | null => {
    const from = at;
    const to = quotedTo(text, from);
    if (to === null) return null;
    at = to;
    return text.slice(from, to);
  };
  const take = (character: string): boolean => {
    match(BLANK);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const expect = (character: string): void => {
    if (!take(character)) throw new Wrong(at, `a \`${character}\` is missing here`);
  };

  function value(key: Span | null, depth: number): { readonly value: Json; readonly spot: Spot } {
    match(BLANK);
    const from = at;
    if (depth > DEEPEST) throw new Wrong(at, "the text is nested deeper than any list");
    if (text[at] === "{") return map(key, depth);
    if (text[at] === "[") return list(key, depth);
    const written = quoted() ?? match(OTHER);
    if (written === null) throw new Wrong(at, at >= text.length ? "the text breaks off here" : "this is no JSON");
    const spot = { key, value: { from, to: at }, written, children: NO_CHILDREN, sound: true };
    return { value: meant(written, from), spot };
  }

  function list(key: Span | null, depth: number) {
    const from = at;
    at += 1;
    const items: Json[] = [];
    const children = new Map<string, Spot>();
    while (!take("]")) {
      if (items.length > 0) expect(",");
      const item = value(null, depth + 1);
      children.set(String(items.length), item.spot);
      items.push(item.value);
    }
    return { value: items, spot: { key, value: { from, to: at }, written: null, children, sound: true } };
  }

  function map(key: Span | null, depth: number) {
    const from = at;
    at += 1;
    const members: Record<string, Json> = {};
    const children = new Map<string, Spot>();
    for (let first = true; !take("}"); first = false) {
      if (!first) expect(",");
      match(BLANK);
      const begins = at;
      const written = quoted();
      if (written === null) throw new Wrong(at, "a key in double quotes is missing here");
      const name = String(meant(written, begins));
      const span = { from: begins, to: at };
      expect(":");
      const member = value(span, depth + 1);
      children.set(name, member.spot);
      Object.defineProperty(members, name, {
        value: member.value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return { value: members, spot: { key, value: { from, to: at }, written: null, children, sound: true } };
  }

  try {
    const whole = value(null, 0);
    match(BLANK);
    if (at < text.length) throw new Wrong(at, "the text goes on behind its end");
    return { document: { source, value: whole.value, root: whole.spot, soundTo: text.length } };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { wrong: { from: error.at, to: Math.min(text.length, error.at + 1) }, why: error.message };
  }
}
