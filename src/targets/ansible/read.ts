import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Source } from "../../model/source.ts";
import { readForeignYaml } from "../../text/foreign-yaml.ts";
import { reporterOf } from "../report.ts";
import { isIniInventory, readIni } from "./ini.ts";
import type { Inventory } from "./inventory.ts";
import { isYamlInventory, readYamlInventory } from "./yaml.ts";

/** An inventory read, and what is wrong with its words. */
export interface ReadInventory {
  /** Null where it is no text that could be read. */
  readonly inventory: Inventory | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A key at the beginning of a line. Blank lines are no part of it, or each would be gone through from each before it. */
const KEY = /(?:^|[\r\n])(?:["'{]|[^\S\r\n])*[\w-]+["']?:(?:\s|$)/;

/** Whether a text is an inventory by its looks: sections of INI, or groups of YAML. */
export function looksLikeInventory(source: Source): boolean {
  if (isIniInventory(source.text)) return true;
  // A runbook has these at its margin; to read one twice would take twice as long.
  if (/^ *(?:name|steps|targets):/m.test(source.text)) return false;
  if (!KEY.test(source.text) || !/\b(?:hosts|children)["']?:/.test(source.text)) return false;
  const { document } = readForeignYaml(source);
  return document !== null && isYamlInventory(document.value);
}

/** Reads an inventory, in whichever of the two forms it is. */
export function readInventory(source: Source): ReadInventory {
  const diagnostics: Diagnostic[] = [];
  const report = reporterOf(source, diagnostics);
  if (source.text.startsWith("#!")) {
    report("INV220", { from: 0, to: 2 }, "this file is a program, which is not run");
    return { inventory: null, diagnostics };
  }
  if (isIni(source)) return { inventory: readIni(source, report), diagnostics };
  const { document, diagnostics: unread } = readForeignYaml(source);
  if (document === null) return { inventory: null, diagnostics: unread };
  return { inventory: readYamlInventory(document, report), diagnostics };
}

/** By the ending of its name, else by its looks. */
function isIni({ name, text }: Source): boolean {
  if (/\.ini$/i.test(name)) return true;
  if (/\.(?:ya?ml|json)$/i.test(name)) return false;
  return isIniInventory(text) || !/:(?:\s|$)/m.test(text);
}
