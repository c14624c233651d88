import type { Clock } from "../base/clock.ts";
import { planTargets } from "../model/plan.ts";
import { createFold } from "../report/fold.ts";
import type { Reporter } from "../report/reporter.ts";
import type { Access } from "./access.ts";
import { appliedBefore } from "./applied-before.ts";
import type { Assignment } from "./assignment.ts";
import { type Applied, carryOut } from "./carry-out.ts";
import type { EventStream } from "./event-stream.ts";
import { Journal, type JournalOptions } from "./journal.ts";
import { takeLock } from "./lock.ts";
import { thisOwner } from "./lock-owner.ts";
import { operatorOf } from "./operator.ts";
import { createRunFolder } from "./store.ts";

/** What a run needs: what it is to carry out, access, and a place for its journal. */
export interface ApplyOptions extends Assignment {
  readonly access: Access;
  readonly runsDir: string;
  /** When the window ends, in milliseconds since 1970; null for never. */
  readonly windowEnds: number | null;
  /** The user's state directory, where the targets are locked; null where they are simulated and anybody may have them. */
  readonly stateDir: string | null;
  readonly reporter: Reporter;
  readonly events: EventStream | null;
  readonly clock: Clock;
  /** The tool's name and version, for the journal. */
  readonly tool: string;
}

/**
 * Carries a plan out for the first time. No other run of this user on this machine has any of the targets meanwhile:
 * throws INV325 where one has.
 */
export async function apply(options: ApplyOptions): Promise<Applied> {
  const { plan, stateDir, runsDir, clock } = options;
  if (stateDir === null) return { ...(await firstSitting(options)), lasting: false };
  const names = planTargets(plan).map(({ name }) => name);
  const lock = await takeLock({ stateDir, run: plan.id, runsDir, names, owner: await thisOwner(), clock });
  try {
    return await firstSitting(options);
  } finally {
    await lock.release();
  }
}

async function firstSitting({ sealed, part, approved, windowEnds, ...options }: ApplyOptions): Promise<Applied> {
  const { plan, clock, access, runsDir, tool } = options;
  const folder = await createRunFolder(runsDir, { run: plan.id, plan: sealed.text, clock });
  return carryOut({
    ...options,
    origin: {
      plan: folder.planDigest,
      part,
      operator: operatorOf(access.credentials),
      approved,
      windowEnds: windowEnds === null ? null : new Date(windowEnds).toISOString(),
      tool,
    },
    sitting: null,
    openJournal: (onFailure) => beginJournal({ path: folder.journal, clock, onFailure }),
    fold: createFold(plan),
  });

  /** Of two that begin one run at the same moment, one can make its journal. */
  async function beginJournal(journal: JournalOptions): Promise<Journal> {
    try {
      return await Journal.create(journal);
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === "EEXIST" ? appliedBefore(plan.id, runsDir) : cause;
    }
  }
}
