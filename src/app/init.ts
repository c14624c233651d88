import { mkdir, open, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { printable } from "../report/printable.ts";
import { credentialVariables } from "./environment.ts";
import { replaceFile } from "./format-file.ts";
import { settleAnswers } from "./init-answers.ts";
import type { Person } from "./init-ask.ts";
import type { InitFlags } from "./init-questions.ts";
import { SCHEMA_PATH } from "./init-text.ts";

/** What is to be made, and with whose help. */
export interface InitRequest {
  /** The runbook, or a directory for it. Null: it is named after itself. */
  readonly file: string | null;
  readonly flags: InitFlags;
  /** What is there already is replaced. */
  readonly force: boolean;
  readonly person: Person | null;
  /** The text of the published schema. */
  readonly schema: string;
}

/** What was made. */
export interface Made {
  readonly path: string;
  readonly schemaPath: string;
  readonly targets: number;
  readonly credential: string | null;
}

/**
 * Writes a runbook from a few answers, and the schema to which its first line points. Nothing is written before the
 * last answer. Null where the person left. Throws INV308 to INV310.
 */
export async function init({ file, flags, force, person, schema }: InitRequest): Promise<Made | null> {
  const { directory, base } = await placeOf(file);
  const pathOf = (name: string) => join(directory, base ?? `${fileName(name)}.yml`);
  const isTaken = async (path: string) => !force && (await kindOf(path)) !== null;
  if (base !== null && (await isTaken(pathOf("")))) throw taken(pathOf(""));
  const settled = await settleAnswers({
    flags,
    person,
    directory,
    name: base === null ? "" : basename(base, extname(base)),
    async objectTo(name) {
      const path = pathOf(name);
      if (base !== null || !(await isTaken(path))) return null;
      if (person === null) throw taken(path);
      return { message: `${printable(path)} is there already.`, hint: "Choose another name." };
    },
  });
  if (settled === null) return null;
  const { answers, text, targets } = settled;
  const path = pathOf(answers.name);
  const schemaPath = join(directory, SCHEMA_PATH);
  await writing(schemaPath, async () => {
    await mkdir(dirname(schemaPath), { recursive: true });
    await writeFile(schemaPath, schema);
  });
  await writeRunbook(path, text, force);
  return { path, schemaPath, targets, credential: answers.credential };
}

/** What to say of it: what there is now, and what to do next. */
export function madeText({ path, schemaPath, targets, credential }: Made): string {
  const shown = /[^\w./\\:-]/.test(path) ? `"${path}"` : path;
  const { username, password } = credentialVariables(credential ?? "");
  const next = [
    [`invrun validate ${shown}`, "check it, after each change"],
    [`invrun rehearse ${shown}`, "try it on simulated computers of the same names"],
    [`invrun apply ${shown}`, `carry it out, with ${username} and ${password.replace(/.*(?=_)/, "…")} set`],
  ] as const;
  const width = Math.max(...next.map(([command]) => command.length));
  return printableLines([
    `${path} is written, for ${targets === 1 ? "one computer" : `${targets.toLocaleString("en")} computers`}; ${schemaPath} lets editors complete it.`,
    ...next.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`),
  ]);
}

function printableLines(lines: readonly string[]): string {
  return lines.map(printable).join("\n");
}

/** Where the runbook is to lie. `base` is null where its name decides. */
async function placeOf(file: string | null): Promise<{ readonly directory: string; readonly base: string | null }> {
  if (file === null) return { directory: ".", base: null };
  if (/[\\/]$/.test(file) || (await kindOf(file)) === "directory") return { directory: file, base: null };
  const ending = extname(file).toLowerCase();
  if (ending === "") return { directory: dirname(file), base: `${basename(file)}.yml` };
  if (ending === ".yml" || ending === ".yaml") return { directory: dirname(file), base: basename(file) };
  throw new Refusal("INV310", `${file} is no name of a runbook.`, {
    hint: `A runbook ends with .yml; a list of computers is given with --from ${file}.`,
  });
}

async function kindOf(path: string): Promise<"directory" | "file" | null> {
  try {
    return (await stat(path)).isDirectory() ? "directory" : "file";
  } catch {
    return null;
  }
}

/** A name as every file system takes it. */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 100);
  return plain === "" ? "runbook" : plain;
}

function taken(path: string): Refusal {
  return new Refusal("INV309", `${path} is there already.`);
}

async function writeRunbook(path: string, text: string, force: boolean): Promise<void> {
  if (force && (await kindOf(path)) === "file") return replaceFile(path, text);
  await writing(path, async () => {
    const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST" ? taken(path) : error;
    });
    try {
      await file.writeFile(text);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  });
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV308", `${path} cannot be written (${code ?? "unknown error"}).`, { cause });
  }
}
