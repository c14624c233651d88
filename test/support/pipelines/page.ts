import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const page = readFileSync(new URL("../../../docs/pipelines.md", import.meta.url), "utf8");

/** The block of docs/pipelines.md that this comment stands above. */
export function blockOf(mark: string): string {
  const before = `<!-- ${mark} -->\n\`\`\``;
  const from = page.indexOf("\n", page.indexOf(before) + before.length) + 1;
  if (!page.includes(before)) throw new Error(`docs/pipelines.md has no block ${mark}`);
  return page.slice(from, page.indexOf("\n```", from) + 1);
}

/** What stands in YAML, as far as pipelines need it. */
export type Node = string | number | boolean | null | readonly Node[] | { readonly [key: string]: Node };
/** A map of YAML. */
export type NodeMap = { readonly [key: string]: Node };

/** The documents of a pipeline's YAML. Throws where there is an error or a warning in them. */
export function pipelineOf(platform: string): readonly NodeMap[] {
  return documentsOf(blockOf(`pipeline: ${platform}`));
}

/** The documents of a text. Throws where there is an error or a warning in them. */
export function documentsOf(text: string): readonly NodeMap[] {
  return parseAllDocuments(text).map((document) => {
    const [mistake] = [...document.errors, ...document.warnings];
    if (mistake !== undefined) throw mistake;
    return document.toJS() as NodeMap;
  });
}

/** A map at a path of keys. Throws where there is none. */
export function mapAt(node: NodeMap, ...path: readonly string[]): NodeMap {
  return path.reduce<NodeMap>((at, key) => {
    const next = at[key];
    if (typeof next !== "object" || next === null || Array.isArray(next))
      throw new Error(`${path.join(".")} is no map`);
    return next as NodeMap;
  }, node);
}

/** The maps of a list at a key. Throws where it is none. */
export function listAt(node: NodeMap, key: string): readonly NodeMap[] {
  const list = node[key];
  if (!Array.isArray(list)) throw new Error(`${key} is no list`);
  return list as readonly NodeMap[];
}

/** The texts of a map: what an environment is. */
export function textsOf(node: Node | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries((node ?? {}) as NodeMap).map(([key, value]) => [key, String(value)]));
}

/** Throws where a map has a key that its reader does not carry out. */
export function expectKeys(node: NodeMap, known: readonly string[]): void {
  const unknown = Object.keys(node).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`nothing here carries out ${unknown.join(", ")}`);
}
