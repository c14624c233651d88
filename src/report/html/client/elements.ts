/** What stands in an element: texts, which stay texts, and elements. */
export type Child = string | Node;

/** Makes an element; attributes are set one by one, and nothing is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** An element that the page is known to have. */
export function byId<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found as E;
}

const SVG = "http://www.w3.org/2000/svg";

/** The sign of a state, out of the page's own signs. */
export function sign(state: string): Node {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `sign s-${state}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#sign-${state}`);
  svg.append(use);
  return svg;
}
