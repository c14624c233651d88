import type { JsonObject } from "../base/json.ts";
import { type Document, isMap, valueAt } from "./document.ts";
import type { Findings } from "./findings.ts";
import { child } from "./pointer.ts";

/**
 * Reports every key of the document that belongs to the language but cannot be carried out yet: accepted and ignored
 * it would be a trap. Keys are pointers without the leading slash, in which `*` stands for every member.
 */
export function findUnbuilt(document: Document, keys: readonly string[], findings: Findings): void {
  for (const key of keys)
    for (const pointer of match(document, "", key.split("/"))) {
      const name = key.split("/").at(-1) as string;
      findings.add({ code: "INV129", pointer, part: "key", message: `\`${name}\` is not built yet` });
    }
}

function match(document: Document, pointer: string, [key, ...rest]: readonly string[]): readonly string[] {
  if (key === undefined) return [pointer];
  const value = valueAt(document, pointer);
  if (Array.isArray(value) && key === "*")
    return value.flatMap((_, index) => match(document, child(pointer, index), rest));
  return isMap(value) && Object.hasOwn(value as JsonObject, key) ? match(document, child(pointer, key), rest) : [];
}
