import { visible } from "../printable.ts";

/** A piece of HTML in which everything from outside is already text. Only `html` makes one. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a hole: a text or number, shown as it is; a piece; or several. Null and false leave it empty. */
export type Hole = string | number | Markup | null | false | readonly Hole[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * HTML as a template. Whatever is put into a hole is shown as text, in an element or in the quotes of an attribute,
 * and what a browser would hide or obey, such as a bidirectional override, is shown by its number.
 */
export function html(texts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  return new Markup(texts.map((text, at) => (at === 0 ? text : filled(holes[at - 1] as Hole) + text)).join(""));
}

function filled(hole: Hole): string {
  if (hole === null || hole === false) return "";
  if (hole instanceof Markup) return hole.text;
  if (typeof hole === "object") return hole.map(filled).join("");
  return visible(String(hole)).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
