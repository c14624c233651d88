/** Foreign text in XML 1.0, Fifth Edition. */
import { printable } from "./printable.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Two code points that no XML may hold (2.2, production 2); the other ones are shown by `printable` already. */
const NEVER = /[\ufffe\uffff]/g;

/** A text for an element or for an attribute in quotes (2.4): what XML cannot hold is shown by its number. */
export function xmlText(text: string): string {
  return xmlShown(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
}

/** What a reader of the XML gets for a text. */
export function xmlShown(text: string): string {
  return printable(text).replace(NEVER, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}
