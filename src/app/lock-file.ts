import { appendFile, constants, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Owner } from "./lock-owner.ts";

/** Who is at work, since when, and where its journal lies. */
export interface Holder {
  readonly format: 1;
  readonly run: string;
  /** The absolute path of the directory that the run's folder is in; null for work that keeps no journal. */
  readonly runsDir: string | null;
  readonly since: string;
  readonly owner: Owner;
}

/** A lock as it lies on disk. `names` is null while it is still being written: nothing is claimed by it yet. */
export interface LockFile {
  readonly path: string;
  readonly holder: Holder;
  /** Folded, as they are compared. A function, since a dead owner's need not be read. */
  readonly names: (() => readonly string[]) | null;
  /** Its owner has looked about and holds the targets; before that it only asks for them. */
  readonly holds: boolean;
}

const SUFFIX = ".lock";
const HOLDS = "holds\n";

/**
 * Asks for targets, to be seen by all who look from now on. Three lines make a lock: its holder, the names, and `holds`
 * once it does. It is written where it stays and counts from the line feed behind the names, so that nothing has to be
 * renamed and what was torn counts for nothing.
 */
export async function writeLock(path: string, holder: Holder, names: readonly string[]): Promise<void> {
  const text = `${JSON.stringify(holder)}\n${JSON.stringify(names)}\n`;
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** From now on it is held. It must be there: where somebody has removed it, another may have looked meanwhile. */
export async function holdLock(path: string): Promise<void> {
  try {
    await appendFile(path, HOLDS, { flag: constants.O_WRONLY | constants.O_APPEND });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Takes it away. What cannot be removed is left: it is its owner's death that frees the targets then. */
export async function removeLock(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
}

/** The path of a lock that nobody else has or had. `token`: letters and digits that are drawn anew each time. */
export function lockPath(directory: string, run: string, token: string): string {
  return join(directory, `${run}.${token}${SUFFIX}`);
}

/** Every lock of a directory but the own one, in the order of their paths. Throws INV333 for what cannot be read. */
export async function readLocks(directory: string, own: string): Promise<readonly LockFile[]> {
  const entries = await readdir(directory).catch((cause) => Promise.reject(unreadable(directory, cause)));
  const paths = entries.filter((entry) => entry.endsWith(SUFFIX)).map((entry) => join(directory, entry));
  const locks: LockFile[] = [];
  for (const path of paths.sort()) {
    const lock = path === own ? null : await readLock(path);
    if (lock !== null) locks.push(lock);
  }
  return locks;
}

/** Null for one that is gone meanwhile, and for one whose first line is not there yet. */
async function readLock(path: string): Promise<LockFile | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unreadable(path, cause);
  }
  const first = text.indexOf("\n");
  if (first === -1) return null;
  const second = text.indexOf("\n", first + 1);
  const holder = parsed(path, text.slice(0, first), isHolder);
  const names = second === -1 ? null : () => parsed(path, text.slice(first + 1, second), isNames);
  return { path, holder, names, holds: second !== -1 && text.length > second + 1 };
}

function parsed<T>(path: string, text: string, is: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Refused below.
  }
  if (is(value)) return value;
  throw new Refusal("INV333", `${path} is no lock that this version of invrun can read.`, {
    hint: "If no run is under way that may have written it, remove it.",
  });
}

function isHolder(value: unknown): value is Holder {
  const { format, run, runsDir, since, owner } = (value ?? {}) as Partial<Holder>;
  const texts = [run, since, owner?.host, owner?.by];
  const clues = [owner?.started, owner?.machine, owner?.boot, owner?.namespace];
  return (
    format === 1 &&
    Number.isInteger(owner?.pid) &&
    texts.every((text) => typeof text === "string") &&
    (runsDir === null || typeof runsDir === "string") &&
    clues.every((clue) => clue === null || typeof clue === "string") &&
    !Number.isNaN(Date.parse(since as string))
  );
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function unwritable(path: string, cause: unknown): Refusal {
  return new Refusal("INV333", `The lock of this run, ${path}, cannot be written (${codeOf(cause)}).`, { cause });
}

function unreadable(path: string, cause: unknown): Refusal {
  return new Refusal("INV333", `${path}, where runs on this machine are locked, cannot be read (${codeOf(cause)}).`, {
    cause,
  });
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? "unknown error";
}
