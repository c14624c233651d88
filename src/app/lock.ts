import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import { createNameIndex, foldName } from "../targets/name-index.ts";
import { type Holder, holdLock, type LockFile, lockPath, readLocks, removeLock, writeLock } from "./lock-file.ts";
import { judgeOwner, type Owner } from "./lock-owner.ts";
import { lockedBy, type Rival } from "./locked-by.ts";

/** Who wants which targets for itself. */
export interface LockOptions {
  /** The user's state directory. */
  readonly stateDir: string;
  readonly run: string;
  /** Null for work that keeps no journal. */
  readonly runsDir: string | null;
  /** The names of the targets. */
  readonly names: readonly string[];
  readonly owner: Owner;
  readonly clock: Clock;
}

/** Targets that no other run of this user on this machine touches meanwhile. */
export interface Lock {
  /** Never fails: a lock whose owner has ended frees its targets anyway. */
  release(): Promise<void>;
}

/** Others ask for milliseconds. Who asks for so long was halted in the middle of it. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;

/**
 * Takes the lock on targets, or throws INV325, which names the run that holds some of them; INV333 where locks cannot be
 * written or read, since a run that cannot be seen by the next one would be one too many. Locks of dead owners are
 * removed on the way.
 *
 * Of two that begin at one moment exactly one goes on. Each first asks, for all to see, and only then looks about: so of
 * any two the later one to ask sees the other. Nobody begins who sees another; of those who ask, the first in the order
 * of paths stays and the others step back until it holds or is gone. Each has a path of its own, so two that remove the
 * same dead lock remove nothing else.
 *
 * @example
 * const lock = await takeLock({ stateDir: stateDirectory(), run, runsDir, names, owner: await thisOwner(), clock });
 */
export async function takeLock({ stateDir, run, runsDir, names, owner, clock }: LockOptions): Promise<Lock> {
  const directory = await lockDirectory(stateDir);
  const own = lockPath(directory, run, randomBytes(8).toString("hex"));
  const since = new Date(clock.now()).toISOString();
  const holder: Holder = { format: 1, run, runsDir: runsDir && resolve(runsDir), since, owner };
  const folded = names.map(foldName);
  const rivals = rivalFinder({ directory, own, owner, folded });
  const refuse = (by: readonly Rival[]) => lockedBy(by, { run, targets: names.length, now: clock.now() });

  const tired = clock.monotonic() + PATIENCE_MS;
  let asked = false;
  try {
    for (;;) {
      const others = await rivals();
      const holding = others.filter(({ holds }) => holds);
      if (holding.length > 0) throw refuse(holding);
      if (others.length === 0) {
        if (asked) break;
        await writeLock(own, holder, folded);
        asked = true;
        continue;
      }
      if (clock.monotonic() > tired) throw refuse(others);
      if (asked && others.some(({ path }) => path < own)) {
        await removeLock(own);
        asked = false;
      }
      await clock.sleep(PAUSE_MS);
    }
    await holdLock(own);
  } catch (error) {
    await removeLock(own);
    throw error;
  }
  return { release: () => removeLock(own) };
}

async function lockDirectory(stateDir: string): Promise<string> {
  const directory = join(stateDir, "locks");
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal(
      "INV333",
      `${directory}, where runs on this machine are locked, cannot be made (${code ?? "unknown error"}).`,
      { cause },
    );
  }
  return directory;
}

interface Finder {
  readonly directory: string;
  readonly own: string;
  readonly owner: Owner;
  readonly folded: readonly string[];
}

/** A function that looks about for others who ask for or hold some of the same targets. */
function rivalFinder({ directory, own, owner, folded }: Finder): () => Promise<readonly Rival[]> {
  const index = createNameIndex<string>();
  for (const name of folded) index.add(name, name);
  const shared = (names: readonly string[]) =>
    new Set(names.map((name) => index.find(name)).filter((name) => name !== undefined));

  const rivalOf = async ({ path, holder, names, holds }: LockFile): Promise<Rival | null> => {
    const whereabouts = await judgeOwner(holder.owner, owner);
    if (whereabouts === "dead") {
      await removeLock(path);
      return null;
    }
    const both = names === null ? [] : [...shared(names())];
    return both.length === 0 ? null : { path, holder, holds, whereabouts, shared: both };
  };

  return async () => {
    const rivals = await Promise.all((await readLocks(directory, own)).map(rivalOf));
    return rivals.filter((rival) => rival !== null);
  };
}
