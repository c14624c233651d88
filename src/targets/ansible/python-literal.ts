/**
 * Python's literals as `ast.literal_eval` takes them (The Python Language Reference, 2.4 "Literals"), as far as JSON has a
 * form for what they mean: numbers, texts, `True`, `False`, `None`, lists, tuples and dictionaries.
 */
import type { Json } from "../../base/json.ts";

/** A literal may be nested so deep; beyond it the text stays a text. */
const MOST_DEPTH = 32;
const NUMBER =
  /(?:[-+][ \t]*)?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?(?:[eE][-+]?\d(?:_?\d)*)?)(?![\w.])/y;
const WORD = /(?:True|False|None)(?!\w)/y;
const BLANK = /[ \t\f]*(?:\\\r?\n[ \t]*)*/y;
const CONSTANTS: Readonly<Record<string, Json>> = { True: true, False: false, None: null };
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
  "\n": "",
};

/** The value of a variable in an inventory: what the text means as a literal, or the text itself. */
export function literalOr(text: string): Json {
  const reader = new Reader(text.replace(/^[ \t]+/, ""));
  const value = reader.whole();
  return value === undefined ? text : value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The value of the whole text, up to a comment; undefined where it is no literal. */
  whole(): Json | undefined {
    const value = this.#tupleOr(0);
    this.#blank();
    const rest = this.#text.slice(this.#at);
    return value === undefined || !/^(?:#[^\n]*)?\s*$/.test(rest) ? undefined : value;
  }

  /** `1, 2` is a tuple without its brackets. */
  #tupleOr(depth: number): Json | undefined {
    const first = this.#value(depth);
    if (first === undefined || !this.#take(",")) return first;
    const rest = this.#items("", depth);
    return rest === undefined ? undefined : [first, ...rest];
  }

  #value(depth: number): Json | undefined {
    if (depth > MOST_DEPTH) return undefined;
    this.#blank();
    const character = this.#text[this.#at];
    if (character === "[") return this.#list(depth);
    if (character === "(") return this.#bracketed(depth);
    if (character === "{") return this.#map(depth);
    const word = this.#match(WORD);
    if (word !== null) return CONSTANTS[word] as Json;
    const number = this.#match(NUMBER);
    return number === null ? this.#texts() : numberOf(number);
  }

  #list(depth: number): Json | undefined {
    this.#at += 1;
    return this.#items("]", depth);
  }

  #bracketed(depth: number): Json | undefined {
    this.#at += 1;
    if (this.#take(")")) return [];
    const first = this.#value(depth + 1);
    if (first === undefined) return undefined;
    if (this.#take(")")) return first;
    const rest = this.#take(",") ? this.#items(")", depth) : undefined;
    return rest === undefined ? undefined : [first, ...rest];
  }

  /** Values with commas between them, up to what closes them; nothing closes those at the end of the text. */
  #items(closing: string, depth: number): Json[] | undefined {
    const items: Json[] = [];
    for (;;) {
      if (this.#closed(closing)) return items;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      if (this.#take(",")) continue;
      return this.#closed(closing) ? items : undefined;
    }
  }

  #closed(closing: string): boolean {
    if (closing !== "") return this.#take(closing);
    this.#blank();
    return this.#at >= this.#text.length || this.#text[this.#at] === "#";
  }

  #map(depth: number): Json | undefined {
    this.#at += 1;
    const members: [string, Json][] = [];
    while (!this.#take("}")) {
      const key = this.#value(depth + 1);
      const value = key !== undefined && this.#take(":") ? this.#value(depth + 1) : undefined;
      if (key === undefined || value === undefined) return undefined;
      members.push([typeof key === "string" ? key : JSON.stringify(key), value]);
      if (this.#take(",")) continue;
      if (this.#take("}")) break;
      return undefined;
    }
    return Object.fromEntries(members);
  }

  /** Texts that follow one another are one. */
  #texts(): string | undefined {
    let whole: string | undefined;
    for (;;) {
      const next = this.#oneText();
      if (next === null) return whole;
      if (next === undefined) return undefined;
      whole = (whole ?? "") + next;
      this.#blank();
    }
  }

  /** Null where none begins here, undefined where one begins and is wrong. */
  #oneText(): string | null | undefined {
    const opening = /([rRuU]?)('''|"""|'|")/y;
    opening.lastIndex = this.#at;
    const match = opening.exec(this.#text);
    if (match === null) return null;
    const [whole, prefix, quote] = match as unknown as [string, string, string];
    let text = "";
    for (let at = this.#at + whole.length; at < this.#text.length; ) {
      if (this.#text.startsWith(quote, at)) {
        this.#at = at + quote.length;
        return text;
      }
      const character = this.#text[at] as string;
      if (character === "\n" && quote.length === 1) return undefined;
      if (character !== "\\") {
        text += character;
        at += 1;
        continue;
      }
      const { meant, length } = escaped(this.#text, at, /r/i.test(prefix));
      if (meant === null) return undefined;
      text += meant;
      at += length;
    }
    return undefined;
  }

  #blank(): void {
    this.#match(BLANK);
  }

  #take(character: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }
}

/** What a backslash and what follows it mean (2.4.1.1 "Escape sequences"); null where they are wrong. */
function escaped(text: string, at: number, raw: boolean): { readonly meant: string | null; readonly length: number } {
  const next = text[at + 1];
  if (next === undefined) return { meant: null, length: 1 };
  if (raw) return { meant: `\\${next}`, length: 2 };
  if (Object.hasOwn(ESCAPES, next)) return { meant: ESCAPES[next] as string, length: 2 };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) return { meant: String.fromCodePoint(Number.parseInt(octal, 8)), length: 1 + octal.length };
  const digits = { x: 2, u: 4, U: 8 }[next];
  // A name of a character is asked for so seldom that its text may stay a text.
  if (digits === undefined) return { meant: next === "N" ? null : `\\${next}`, length: 2 };
  const code = text.slice(at + 2, at + 2 + digits);
  const point = /^[0-9a-fA-F]+$/.test(code) && code.length === digits ? Number.parseInt(code, 16) : Number.NaN;
  return { meant: point <= 0x10ffff ? String.fromCodePoint(point) : null, length: 2 + digits };
}

/** Undefined for what Python would not take, such as 007. */
function numberOf(written: string): number | undefined {
  const text = written.replaceAll(/[_ \t]/g, "");
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[-+]/, "");
  if (/^0[0-9]/.test(digits) && !/^0+$/.test(digits) && /^\d+$/.test(digits)) return undefined;
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  return value === 0 ? 0 : sign * value;
}
