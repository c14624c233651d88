import { readdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { diagnosticCodes } from "../base/codes/index.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Source } from "../model/source.ts";
import type { VariablesFile } from "../targets/ansible/beside.ts";
import type { Inventory } from "../targets/ansible/inventory.ts";
import { readText } from "./read-text.ts";

/** The files of variables beside an inventory, and what is wrong with them. */
export interface FoundVariables {
  readonly files: readonly VariablesFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Endings in the order in which Ansible looks for them (YAML_FILENAME_EXTENSIONS in its configuration). */
const ENDINGS = ["", ".yml", ".yaml", ".json"] as const;
const FOLDERS = { groups: "group_vars", hosts: "host_vars" } as const;
/** Far more than anybody keeps; beyond it lies something else than an inventory. */
const MOST_FILES = 20_000;

/**
 * The files in `group_vars` and `host_vars` beside an inventory which are named after its groups and hosts (Ansible,
 * "Organizing host and group variables"): of each name the first ending that is there, or all files of a folder in order.
 */
export async function variablesFiles(source: Source, inventory: Inventory | null): Promise<FoundVariables> {
  const files: VariablesFile[] = [];
  const diagnostics: Diagnostic[] = [];
  if (inventory === null) return { files, diagnostics };
  for (const kind of ["groups", "hosts"] as const) {
    const folder = join(dirname(source.name), FOLDERS[kind]);
    const there = new Map((await entriesOf(folder)).map((entry) => [entry.name, entry.isDirectory()]));
    if (there.size === 0) continue;
    for (const name of inventory[kind].keys()) {
      const file = ENDINGS.map((ending) => `${name}${ending}`).find((each) => there.has(each));
      if (file === undefined) continue;
      const paths = there.get(file) === true ? await filesBelow(join(folder, file)) : [join(folder, file)];
      for (const path of paths) {
        if (files.length >= MOST_FILES) {
          const message = `\`${folder}\` holds more than ${MOST_FILES.toLocaleString("en")} files of variables`;
          const { hint } = diagnosticCodes.INV104;
          diagnostics.push({ code: "INV104", severity: "error", source, from: 0, to: 0, message, hint });
          return { files, diagnostics };
        }
        const text = await readText(process.platform === "win32" ? path.replaceAll("\\", "/") : path);
        if (text.source !== null) files.push({ kind, name, source: text.source });
        diagnostics.push(...text.diagnostics);
      }
    }
  }
  return { files, diagnostics };
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** Those that Ansible reads in a folder, in order of their names, those of its folders in their place. */
async function filesBelow(folder: string, depth = 0): Promise<readonly string[]> {
  const entries = (await entriesOf(folder)).filter(({ name }) => !name.startsWith(".") && !name.endsWith("~"));
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const ending = extname(entry.name);
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (ending === "" && depth < 8) paths.push(...(await filesBelow(path, depth + 1)));
    } else if ((ENDINGS as readonly string[]).includes(ending)) paths.push(path);
  }
  return paths;
}
