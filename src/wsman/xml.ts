/**
 * Reading XML: Extensible Markup Language 1.0 and Namespaces in XML 1.0, without document types. What is read comes
 * from hosts that are not trusted: everything that may grow has a limit, and nothing but a Fault is thrown. Documents
 * of the plain form are read by a quick reader of our own; all others, and all that is wrong, by a parser proper.
 */
import { isUtf8 } from "node:buffer";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { Fault } from "../base/fault.ts";
import { readPlainXml } from "./plain-xml.ts";
import { Element, type XmlElement } from "./xml-element.ts";

export type { XmlElement } from "./xml-element.ts";

/** How much of a document is read before it is refused. */
export interface XmlLimits {
  /** Elements inside each other. */
  readonly depth: number;
  readonly elements: number;
  /** Of one element, namespace declarations included. */
  readonly attributes: number;
  /** Characters (UTF-16 units) of the whole document. */
  readonly characters: number;
}

/**
 * An answer is 2 KB as a rule and 512,000 bytes at most by the MaxEnvelopeSize of our requests, of which Windows
 * cuts pages at about 75 KB; a CIM answer nests some 12 deep. The limits leave room for what we have not seen.
 */
export const XML_LIMITS: XmlLimits = { depth: 100, elements: 200_000, attributes: 256, characters: 4_194_304 };

/** Reads a whole document. Throws INV602 where it is not well-formed XML, INV603 where it is more than we read. */
export function parseXml(document: Buffer | string, limits: XmlLimits = XML_LIMITS): XmlElement {
  const text = typeof document === "string" ? document : decodeText(document, null);
  if (text.length > limits.characters) throw beyond(`more than ${limits.characters} characters`);
  return readPlainXml(text, limits) ?? parseAnyXml(text, limits);
}

/** The same by the parser proper, whatever the document looks like: it is the judge of what is well-formed. */
export function parseAnyXml(text: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  const tree = new Tree(limits);
  try {
    const parser = new SaxesParser({ xmlns: true, position: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
    parser.on("error", malformed);
    parser.on("doctype", refuseDoctype);
    parser.on("attribute", () => tree.attribute());
    parser.on("opentag", (tag) => tree.open(tag));
    parser.on("text", (piece) => tree.text(piece));
    parser.on("cdata", (piece) => tree.text(piece));
    parser.on("closetag", () => tree.close());
    parser.write(text).close();
  } catch (error) {
    throw error instanceof Fault ? error : malformed(error);
  }
  return tree.root ?? malformed(new Error("no element"));
}

/**
 * The text of a message, by its byte order mark, else the charset of its content type, else UTF-8.
 * Throws INV604 where the bytes are not in that charset or we do not know it.
 */
export function decodeText(bytes: Buffer, contentType: string | null): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(swapped(bytes.subarray(2)));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeUtf8(bytes.subarray(3));
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "utf-8";
  if (charset === "utf-8" || charset === "utf8" || charset === "us-ascii") return decodeUtf8(bytes);
  if (charset === "utf-16be") return decodeUtf16(swapped(bytes));
  // RFC 2781 4.3 would have big-endian for want of a mark; the "<" of the document knows better, and Windows writes little-endian.
  if (charset === "utf-16") return decodeUtf16(bytes[0] === 0 ? swapped(bytes) : bytes);
  if (charset === "utf-16le") return decodeUtf16(bytes);
  throw undecodable("its content type names a charset other than UTF-8 and UTF-16");
}

function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw undecodable("its bytes are not UTF-8");
  return bytes.toString("utf8");
}

function decodeUtf16(bytes: Buffer): string {
  const text = bytes.toString("utf16le");
  if (bytes.length % 2 !== 0 || !text.isWellFormed()) throw undecodable("its bytes are not UTF-16");
  return text;
}

function swapped(bytes: Buffer): Buffer {
  if (bytes.length % 2 !== 0) throw undecodable("its bytes are not UTF-16");
  return Buffer.from(bytes).swap16();
}

/** The elements as they open and close. */
class Tree {
  root: Element | null = null;
  readonly #limits: XmlLimits;
  readonly #open: Element[] = [];
  #elements = 0;
  #attributes = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  attribute(): void {
    if (++this.#attributes > this.#limits.attributes) throw beyond(`more than ${this.#limits.attributes} attributes`);
  }

  open(tag: SaxesTagNS): void {
    this.#attributes = 0;
    if (++this.#elements > this.#limits.elements) throw beyond(`more than ${this.#limits.elements} elements`);
    if (this.#open.length === this.#limits.depth) throw beyond(`elements more than ${this.#limits.depth} deep`);
    const parent = this.#open.at(-1) ?? null;
    const bindings = Object.entries(tag.ns).map(([prefix, uri]) => ({ prefix, uri }));
    const attributes = Object.values(tag.attributes);
    const element = new Element({ ns: tag.uri, local: tag.local, parent, attributes, bindings });
    this.root ??= element;
    this.#open.push(element);
  }

  text(piece: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += piece;
  }

  close(): void {
    this.#open.pop();
  }
}

/** The parser's own words may quote the document, so they stay in the cause. */
function malformed(cause: unknown): never {
  throw new Fault("INV602", "The host's answer is not well-formed XML.", { cause, delivered: "maybe" });
}

function refuseDoctype(): never {
  throw beyond("a document type declaration");
}

function beyond(what: string): Fault {
  return new Fault("INV603", `The host's answer holds ${what}, which is not read.`, { delivered: "maybe" });
}

function undecodable(why: string): Fault {
  return new Fault("INV604", `The host's answer cannot be decoded: ${why}.`, { delivered: "maybe" });
}
