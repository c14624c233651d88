import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { diagnosticCodes } from "../base/codes/index.ts";
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { createSource } from "../model/source.ts";

/**
 * What is wrong with some texts, without showing anything of one outside the project: neither below the working directory
 * nor below the folder of a text that the user named, links followed. A stranger's runbook may name a key or a password
 * as a list, and what is shown stands in the log of a pipeline: of such a text only is said that it has mistakes.
 */
export async function withoutStrangeTexts(
  diagnostics: readonly Diagnostic[],
  named: readonly string[],
): Promise<readonly Diagnostic[]> {
  const shown: Diagnostic[] = [];
  for (const [source, found] of Map.groupBy(diagnostics, (diagnostic) => diagnostic.source)) {
    const { name, text } = source;
    if (text === "" || !(await isStrange(name, named))) {
      shown.push(...found);
      continue;
    }
    const count = found.length === 1 ? "a mistake" : `${found.length} mistakes`;
    const message = `\`${name}\` lies outside the project and has ${count}, first ${found[0]?.code}`;
    const severity = hasErrors(found) ? "error" : "warning";
    const { hint } = diagnosticCodes.INV245;
    shown.push({ code: "INV245", severity, source: createSource(name, ""), from: 0, to: 0, message, hint });
  }
  return shown;
}

/** Whether a text lies outside the project of the texts that the user named. */
export async function isStrange(path: string, named: readonly string[]): Promise<boolean> {
  if (named.includes(path)) return false;
  const real = await realPath(path);
  const folders = await Promise.all([".", ...named.map((name) => dirname(name))].map(realPath));
  return folders.every((folder) => !isBelow(real, folder));
}

/** Where a file really lies; of one that is not there, where it would. */
async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !isAbsolute(way) && way.split(/[\\/]/, 1)[0] !== "..";
}
