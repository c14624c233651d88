import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { suggest } from "../base/suggest.ts";
import { printable } from "../report/printable.ts";

const ENDING = ".schema.json";

/** The names of the published schemas, in order. `root` is the folder of the package. */
export async function schemaNames(root: string): Promise<readonly string[]> {
  const files = await readdir(join(root, "schemas"));
  return files
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/** A published schema's text, as it lies in the package; null where there is none of that name. */
export async function schemaText(root: string, name: string): Promise<string | null> {
  if (!(await schemaNames(root)).includes(name)) return null;
  return readFile(join(root, "schemas", `${name}${ENDING}`), "utf8");
}

/** What to say of a name that no schema has. */
export function unknownSchema(
  name: string,
  names: readonly string[],
): { readonly message: string; readonly hint: string } {
  const near = suggest(name, names);
  const hint = near === null ? `There are: ${names.join(", ")}.` : `Did you mean ${near}?`;
  return { message: `there is no schema "${printable(name)}".`, hint };
}
