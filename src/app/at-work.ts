import { join, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { AtWork } from "../report/run-row.ts";
import { type Holder, readLocks } from "./lock-file.ts";
import { judgeOwner, thisOwner } from "./lock-owner.ts";

/** Says who is at work on the run in a folder; null for nobody that can be seen from here. */
export type Lookout = (folder: string) => AtWork | null;

/**
 * Looks once which runs of this user are under way on this machine, by their locks. Throws INV333 where a lock cannot be
 * read.
 */
export async function lookOut(stateDir: string): Promise<Lookout> {
  const locks = await readLocks(join(stateDir, "locks"), "").catch((refusal: unknown) => {
    const { code } = ((refusal as Refusal).cause ?? {}) as NodeJS.ErrnoException;
    // Nothing was ever locked here.
    if (refusal instanceof Refusal && code === "ENOENT") return [];
    throw refusal;
  });
  const found = new Map<string, AtWork>();
  const here = await thisOwner();
  for (const { holder } of locks) {
    const { runsDir, run, owner } = holder;
    const whereabouts = await judgeOwner(owner, here);
    if (runsDir !== null && whereabouts !== "dead")
      found.set(resolve(runsDir, run), atWork(holder, whereabouts === "alive"));
  }
  return (folder) => found.get(resolve(folder)) ?? null;
}

function atWork({ owner: { by, host, pid }, since }: Holder, sure: boolean): AtWork {
  return { by, host, pid, since, sure };
}
