import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { sha256 } from "../base/digest.ts";
import { Refusal } from "../base/refusal.ts";
import { stateDirectory } from "./state-directory.ts";

/** The configuration that a project may bring along, in the working directory. */
export const PROJECT_FILE = "invrun.yml";

/** A project's configuration that somebody trusts, as it was then. */
export interface TrustRecord {
  /** Its real path. */
  readonly path: string;
  /** SHA-256 of its bytes as text, in hex. */
  readonly digest: string;
  /** When it was trusted, in ISO 8601. */
  readonly at: string;
}

/** The real path of a project's configuration; null where there is none. */
export async function projectFile(folder = "."): Promise<string | null> {
  return realpath(join(folder, PROJECT_FILE)).catch(() => null);
}

/** Whether exactly this text at this path is trusted. Where no state can be read nothing is. */
export async function isTrusted(path: string, text: string, folder: string | null = placeOfTrust()): Promise<boolean> {
  const record = folder === null ? null : await readRecord(join(folder, fileOf(path)));
  return record !== null && record.path === path && record.digest === sha256(text);
}

/** Records that a text at a path is trusted, until it changes. Throws INV350 where that cannot be written. */
export async function trust(
  { path, text, at }: { readonly path: string; readonly text: string; readonly at: string },
  folder: string = trustFolder(),
): Promise<TrustRecord> {
  const record = { path, digest: sha256(text), at };
  const file = join(folder, fileOf(path));
  const half = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(half, `${JSON.stringify(record)}\n`, { mode: 0o600 });
    await rename(half, file);
  } catch (cause) {
    await rm(half, { force: true }).catch(() => {});
    throw new Refusal("INV350", `That ${path} is trusted cannot be written to ${folder}.`, { cause });
  }
  return record;
}

/** Takes trust back from the project in a folder, whose file may be gone by now. False where there was none. */
export async function revoke(project: string, folder: string = trustFolder()): Promise<boolean> {
  const path =
    (await projectFile(project)) ?? join(await realpath(project).catch(() => resolve(project)), PROJECT_FILE);
  const file = join(folder, fileOf(path));
  if ((await readRecord(file)) === null) return false;
  await rm(file, { force: true });
  return true;
}

/** All that is trusted, by path. */
export async function trusted(folder: string = trustFolder()): Promise<readonly TrustRecord[]> {
  const files = await readdir(folder).catch(() => []);
  const records = await Promise.all(
    files.filter((name) => name.endsWith(".json")).map((name) => readRecord(join(folder, name))),
  );
  return records.filter((record) => record !== null).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Null for a user without a home directory. */
function placeOfTrust(): string | null {
  try {
    return trustFolder();
  } catch {
    return null;
  }
}

function trustFolder(): string {
  return join(stateDirectory(), "trusted");
}

/** A file for each path, so that two who trust at once do not overwrite each other. */
function fileOf(path: string): string {
  return `${sha256(path)}.json`;
}

async function readRecord(file: string): Promise<TrustRecord | null> {
  try {
    const { path, digest, at }: Partial<TrustRecord> = JSON.parse(await readFile(file, "utf8"));
    const whole = typeof path === "string" && typeof digest === "string" && typeof at === "string";
    return whole ? { path, digest, at } : null;
  } catch {
    return null;
  }
}
