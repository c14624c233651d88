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

/**
 * The form of a list by the ending of its name, and by its looks where that leaves it open: YAML may be a list of ours or
 * an inventory, and what has no ending, as on standard input, either of them, an inventory in INI, CSV or text.
 */
export function formOf(source: Source): ListFormat {
  const format = listFormat(source.name) ?? "yaml";
  const bare = !/\.\w+$/.test(source.name);
  if (format === "yaml") {
    if (readPlainList(source.text) !== null || isOwnList(source)) return format;
    return looksLikeInventory(source) ? "ansible" : format;
  }
  if (format !== "text" || !bare) return format;
  if (isOwnList(source)) return "yaml";
  if (isIniInventory(source.text) || looksLikeInventory(source)) return "ansible";
  return looksLikeCsv(source.text) ? "csv" : format;
}
