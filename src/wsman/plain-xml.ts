/**
 * Reading XML in the plain form that hosts write: Extensible Markup Language 1.0 and Namespaces in XML 1.0 without
 * comments, CDATA, references and processing instructions, with names in ASCII. It never judges: whatever is not
 * known to be right is left to the parser proper, which reads the document from its beginning.
 */
import { NS } from "./namespaces.ts";
import { Element, type XmlAttribute, type XmlBinding } from "./xml-element.ts";

/** How much is read before the document is left to the parser proper, which refuses what is beyond. */
export interface PlainLimits {
  readonly depth: number;
  readonly elements: number;
  readonly attributes: number;
}

/** Of the document as a whole: no character beyond the plane, no CR that line-end handling would change, no reference. */
const UNUSUAL = /[^\t\n\x20-%'-\uD7FF\uE000-\uFFFD]|\]\]>/;
const DECLARATION = /^<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-(?:8|16)")?(?: standalone="(?:yes|no)")?\?>/;
/** In an attribute's value: not allowed, or changed by the normalisation of 3.3.3. */
const UNUSUAL_VALUE = /[<\t\n]/;
const NOT_WHITE = /[^ \t\n]/;

/** Namespaces in XML 1.0, section 3: neither may be declared anew. */
const XMLNS = "http://www.w3.org/2000/xmlns/";

const NAME_START = 1;
const NAME = 2;
/** What ASCII characters are in an NCName, by their code. */
const NAME_CHARACTERS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) return NAME_START | NAME;
  return /[0-9.-]/.test(character) ? NAME : 0;
});

const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const GREATER = 0x3e;

const NONE: readonly never[] = [];

/** The root element, or null where the document is not of the plain form, be it well-formed or not. */
export function readPlainXml(text: string, limits: PlainLimits): Element | null {
  if (UNUSUAL.test(text)) return null;
  return new Scanner(text, limits).document();
}

interface Name {
  readonly prefix: string;
  readonly local: string;
}

/** An attribute before namespaces are known. */
interface Written extends Name {
  readonly value: string;
}

/** An element whose end tag is still to come. */
interface Open {
  readonly element: Element;
  /** The name as written. */
  readonly name: string;
}

class Scanner {
  readonly #text: string;
  readonly #limits: PlainLimits;
  readonly #open: Open[] = [];
  #at: number;
  #elements = 0;
  #root: Element | null = null;

  constructor(text: string, limits: PlainLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#at = DECLARATION.exec(text)?.[0].length ?? 0;
  }

  document(): Element | null {
    const text = this.#text;
    for (;;) {
      const less = text.indexOf("<", this.#at);
      if (!this.#characters(less === -1 ? text.length : less)) return null;
      if (less === -1) return this.#open.length === 0 ? this.#root : null;
      this.#at = less + 1;
      const good = text.charCodeAt(this.#at) === SLASH ? this.#endTag() : this.#startTag();
      if (!good) return null;
    }
  }

  /** Character data up to `end`: outside the root white space alone. */
  #characters(end: number): boolean {
    if (end === this.#at) return true;
    const data = this.#text.slice(this.#at, end);
    const inside = this.#open.at(-1)?.element;
    if (inside === undefined) return !NOT_WHITE.test(data);
    inside.text = inside.text === "" ? data : inside.text + data;
    return true;
  }

  #endTag(): boolean {
    const open = this.#open.pop();
    if (open === undefined || !this.#text.startsWith(open.name, this.#at + 1)) return false;
    this.#at += 1 + open.name.length;
    this.#space();
    return this.#skip(GREATER);
  }

  #startTag(): boolean {
    const { depth, elements } = this.#limits;
    if (this.#root !== null && this.#open.length === 0) return false;
    if (this.#open.length === depth || ++this.#elements > elements) return false;
    const from = this.#at;
    const name = this.#name();
    if (name === null) return false;
    const written = this.#text.slice(from, this.#at);
    const attributes = this.#attributes();
    const element = attributes === null ? null : this.#element(name, attributes);
    if (element === null) return false;
    this.#root ??= element;
    if (!this.#skip(SLASH)) this.#open.push({ element, name: written });
    return this.#skip(GREATER);
  }

  #attributes(): readonly Written[] | null {
    if (!this.#space()) return NONE;
    const attributes: Written[] = [];
    while (this.#isName(NAME_START)) {
      const attribute = this.#attribute();
      if (attribute === null || attributes.push(attribute) > this.#limits.attributes) return null;
      if (!this.#space()) break;
    }
    return attributes;
  }

  #attribute(): Written | null {
    const name = this.#name();
    if (name === null || !this.#skip(EQUALS)) return null;
    const quote = this.#text.charCodeAt(this.#at);
    if (quote !== QUOTE && quote !== APOSTROPHE) return null;
    const end = this.#text.indexOf(quote === QUOTE ? '"' : "'", this.#at + 1);
    if (end === -1) return null;
    const value = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return UNUSUAL_VALUE.test(value) ? null : { ...name, value };
  }

  /** Gives names their namespaces: Namespaces in XML 1.0, sections 5 and 6. */
  #element({ prefix, local }: Name, written: readonly Written[]): Element | null {
    const parent = this.#open.at(-1)?.element ?? null;
    const bindings = bindingsOf(written);
    if (bindings === null) return null;
    const uriOf = (asked: string): string | null =>
      bindings.find((binding) => binding.prefix === asked)?.uri ??
      parent?.resolve(asked) ??
      (asked === "xml" ? NS.xml : null);
    const ns = prefix === "" ? (uriOf("") ?? "") : uriOf(prefix);
    if (ns === null) return null;
    const attributes: XmlAttribute[] = [];
    for (const attribute of written) {
      const uri = isBinding(attribute) ? XMLNS : attribute.prefix === "" ? "" : uriOf(attribute.prefix);
      if (uri === null) return null;
      if (attributes.some((other) => other.local === attribute.local && other.uri === uri)) return null;
      attributes.push({ uri, local: attribute.local, value: attribute.value });
    }
    return new Element({ ns, local, parent, attributes, bindings });
  }

  /** A name with or without a prefix, or null. */
  #name(): Name | null {
    const first = this.#ncName();
    if (first === "" || this.#text.charCodeAt(this.#at) !== COLON) return first === "" ? null : plain(first);
    this.#at++;
    const local = this.#ncName();
    return local === "" ? null : { prefix: first, local };
  }

  #ncName(): string {
    const from = this.#at;
    if (!this.#isName(NAME_START)) return "";
    do this.#at++;
    while (this.#isName(NAME));
    return this.#text.slice(from, this.#at);
  }

  #isName(part: number): boolean {
    return ((NAME_CHARACTERS[this.#text.charCodeAt(this.#at)] ?? 0) & part) !== 0;
  }

  /** Passes over one character, or says that it is not there. */
  #skip(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  /** Passes over spaces; whether there were any. Other white space inside tags is unusual. */
  #space(): boolean {
    const from = this.#at;
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
    return this.#at > from;
  }
}

function plain(local: string): Name {
  return { prefix: "", local };
}

function isBinding({ prefix, local }: Name): boolean {
  return prefix === "xmlns" || (prefix === "" && local === "xmlns");
}

/** The namespaces declared on one element; null where they are in any way odd. */
function bindingsOf(written: readonly Written[]): readonly XmlBinding[] | null {
  let bindings: XmlBinding[] | null = null;
  for (const attribute of written) {
    if (!isBinding(attribute)) continue;
    const { local, value: uri } = attribute;
    const prefix = attribute.prefix === "" ? "" : local;
    const reserved = prefix === "xml" || prefix === "xmlns" || uri === XMLNS || uri === NS.xml;
    if (reserved || uri !== uri.trim() || (uri === "" && prefix !== "")) return null;
    bindings ??= [];
    bindings.push({ prefix, uri });
  }
  return bindings ?? NONE;
}
