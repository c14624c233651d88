import type { ListFormat } from "../model/selection.ts";
import type { Source } from "../model/source.ts";
import { SOURCE_KEYS } from "../text/selection.ts";
import { isIniInventory } from "./ansible/ini.ts";
import { looksLikeInventory } from "./ansible/read.ts";
import { looksLikeCsv } from "./csv-list.ts";
import { listFormat } from "./parse.ts";
import { readPlainList } from "./plain-list.ts";

/** Whether a text is YAML in the shape of `targets`, by its first words. */
export function isOwnList({ text }: Source): boolean {
  // A text may be indented as a whole.
  const margin = /^( *)(?!---|%)[^\s#]/m.exec(text)?.[1] ?? "";
  const begins = (words: string) => new RegExp(`^${margin}(?:${words}):`, "m").test(text);
  return begins(SOURCE_KEYS.join("|")) && !begins("name|steps|targets");
}

/** Whether a name has no ending that says what the text holds, as that of standard input. */
export function isBare({ name }: Source): boolean {
  return !/\.\w+$/.test(name);
}

/**
 * Whether a text of a bare name is JSON as programs print it, such as `ansible-inventory --list`: an array, or a map that has none
 * of the keys of a list of ours.
 */
export function isPrinted(source: Source): boolean {
  if (!isBare(source) || !isJson(source.text)) return false;
  const value = JSON.parse(source.text) as object;
  return Array.isArray(value) || !SOURCE_KEYS.some((key) => Object.hasOwn(value, key));
}

/** A map or an array of JSON. A range in a list of text (`[a:b]-1`) and a group in INI are none. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The form of a list by the ending of its name, and by its looks where that leaves it open: YAML may be a list of ours or
 * an inventory, and what has no ending, as on standard input, either of them, an inventory in INI, CSV or text.
 */
export function formOf(source: Source): ListFormat {
  const format = listFormat(source.name) ?? "yaml";
  if (format === "yaml") {
    if (readPlainList(source.text) !== null || isOwnList(source)) return format;
    return looksLikeInventory(source) ? "ansible" : format;
  }
  if (format !== "text" || !isBare(source)) return format;
  if (isOwnList(source) || isJson(source.text)) return "yaml";
  if (isIniInventory(source.text) || looksLikeInventory(source)) return "ansible";
  return looksLikeCsv(source.text) ? "csv" : format;
}
