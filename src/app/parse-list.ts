import type { Source } from "../model/source.ts";
import { listInventory } from "../targets/ansible/list.ts";
import { readInventory } from "../targets/ansible/read.ts";
import { isPrinted } from "../targets/forms.ts";
import { type ParsedTargets, type ParseOptions, parseTargets } from "../targets/parse.ts";
import { parsePrintedList } from "../targets/printed-list.ts";
import { variablesFiles } from "./inventory-files.ts";

/** Reads a list of targets; of an inventory the files of variables beside it as well. */
export async function parseList(source: Source, options: Required<ParseOptions>): Promise<ParsedTargets> {
  if (isPrinted(source)) return parsePrintedList(source);
  if (options.format !== "ansible") return parseTargets(source, options);
  const read = readInventory(source);
  const { files, diagnostics } = await variablesFiles(source, read.inventory);
  return listInventory({ ...read, diagnostics: [...read.diagnostics, ...diagnostics] }, source, { files });
}
