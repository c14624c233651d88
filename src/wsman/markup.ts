/**
 * Writing XML: Extensible Markup Language 1.0 (fifth edition), section numbers as there.
 */
import { Fault } from "../base/fault.ts";

/** A piece of XML that is already escaped. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What stands in a hole of the template: a text or number is escaped, markup goes in as it is. */
export type MarkupValue = string | number | Markup | readonly Markup[];

/**
 * The template tag that writes XML: xml`<n:Count>${count}</n:Count>`. Values are escaped so that they read back
 * the same both as text and as a quoted attribute value. Throws INV609 for what XML cannot carry.
 */
export function xml(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  let text = strings[0] as string;
  for (let index = 0; index < values.length; index++) {
    text += write(values[index] as MarkupValue) + (strings[index + 1] as string);
  }
  return new Markup(text);
}

/** Several pieces, one behind the other. */
export function join(pieces: readonly Markup[]): Markup {
  return new Markup(pieces.join(""));
}

function write(value: MarkupValue): string {
  if (typeof value === "string") return escapeXml(value);
  if (typeof value === "number") return String(value);
  return Array.isArray(value) ? value.join("") : String(value);
}

/** Everything but 2.2 Char; with the `u` flag a lone surrogate is caught as well. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const SPECIAL = /[&<>"'\r\n\t]/;
const SPECIALS = /[&<>"'\r\n\t]/g;

/** Character references keep CR from line-end normalisation (2.11), tab and LF from attribute normalisation (3.3.3). */
const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** A text as XML character data or attribute value. Throws INV609 for a character that XML 1.0 does not have. */
export function escapeXml(text: string): string {
  const wrong = NOT_XML.exec(text);
  if (wrong !== null) {
    const code = (wrong[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
    throw new Fault("INV609", `A text for the host holds the character U+${code}, which XML cannot carry.`);
  }
  return SPECIAL.test(text) ? text.replace(SPECIALS, (character) => REFERENCES[character] as string) : text;
}

/** An identifier of DSP0004 annex A in the ASCII that WMI's own names keep to; always an NCName too. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name for use in a tag, such as a method's or a property's. Throws INV609 where it cannot be one. */
export function xmlName(text: string): Markup {
  if (IDENTIFIER.test(text)) return new Markup(text);
  throw new Fault("INV609", `${JSON.stringify(text)} cannot be the name of a class, method or property.`);
}
