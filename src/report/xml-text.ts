/** Foreign text in XML 1.0, Fifth Edition. */
import { printable } from "./printable.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * A text for an element or for an attribute in quotes (2.4). Whatever XML cannot hold (2.2, production 2) is among what
 * `printable` shows by its number.
 */
export function xmlText(text: string): string {
  return printable(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
}
