import { SaxesParser } from "saxes";

/** What a fragment of HTML is made of, as a parser of XML sees it: it must be well-formed. */
export interface ReadHtml {
  /** Every name of an element, once each. */
  readonly elements: readonly string[];
  /** The text of each cell of its tables, in order. */
  readonly cells: readonly string[];
}

/** Reads HTML as a converter of Markdown writes it; throws where it is not well-formed, as foreign HTML in it makes it. */
export function readHtml(html: string): ReadHtml {
  const elements = new Set<string>();
  const cells: string[] = [];
  let inCell = false;
  const parser = new SaxesParser({ fragment: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    elements.add(name);
    if (name !== "td") return;
    inCell = true;
    cells.push("");
  });
  parser.on("closetag", ({ name }) => {
    if (name === "td") inCell = false;
  });
  parser.on("text", (text) => {
    if (inCell) cells.push((cells.pop() as string) + text);
  });
  parser.write(html).close();
  return { elements: [...elements], cells };
}
