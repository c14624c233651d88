import { stat } from "node:fs/promises";
import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import type { RaisedLimits } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { raiseLimits } from "../plan/raise.ts";
import { leftOver } from "../report/left-over.ts";
import { passedLimit } from "../report/passed-limit.ts";
import type { Reporter } from "../report/reporter.ts";
import { counted } from "../report/words.ts";
import type { Access } from "./access.ts";
import { type Applied, carryOut } from "./carry-out.ts";
import type { EventStream } from "./event-stream.ts";
import { exitCodeOf } from "./exit-code.ts";
import { Journal } from "./journal.ts";
import { takeLock } from "./lock.ts";
import { thisOwner } from "./lock-owner.ts";
import { operatorOf } from "./operator.ts";
import { type RunOnDisk, readRun } from "./read-run.ts";

/** Limits that a person raises, and why the run may go on. */
export interface Raise {
  readonly raised: RaisedLimits;
  readonly reason: string | null;
}

/** A run that can go on. */
export interface Resumable {
  readonly run: RunOnDisk;
  /** With every limit that was ever raised. */
  readonly plan: Plan;
  /** Targets that are not proven to be done. */
  readonly left: number;
  readonly raise: Raise;
  /** The run as it ended last, where nothing is left. */
  readonly asItStands: Applied;
}

/**
 * Whether and how a run may go on. Throws INV328 where the brake closed and nobody says why it may, or raises the limit
 * by less than what has happened already.
 */
export function prepareResume(run: RunOnDisk, raise: Raise): Resumable {
  const { part } = run.started;
  const earlier = run.summary.resumed.reduce((plan, { raised }) => raiseLimits(plan, raised, part), run.plan);
  const plan = raiseLimits(earlier, raise.raised, part);
  checkBrake(run, { plan, raise });
  const { summary, journal } = run;
  const exitCode = exitCodeOf(summary, { success: plan.rollout.success, stopped: null });
  return {
    run,
    plan,
    left: leftOver(summary).length,
    raise,
    asItStands: { summary, exitCode, journal, lasting: true, failure: null },
  };
}

function checkBrake({ summary }: RunOnDisk, { plan, raise }: Pick<Resumable, "plan" | "raise">): void {
  const { brake } = summary;
  const { raised, reason } = raise;
  if (reason === null && Object.keys(raised).length > 0)
    throw new Refusal("INV328", "A limit is raised, but no reason is given.", { hint: "Say why with --reason TEXT." });
  if (brake === null) return;
  if (reason === null)
    throw new Refusal("INV328", `The brake closed (${brake.limit}), and no reason is given to go on.`);
  const passed = passedLimit(summary);
  if (passed === null) return;
  const { failed, batch } = passed;
  const allowed = (batch === null ? plan.limits : plan.batches[batch]?.limits)?.failed ?? 0;
  if (failed <= allowed) return;
  const where = batch === null ? "" : ` of batch ${batch + 1}`;
  throw new Refusal("INV328", `${counted(failed, "target")}${where} failed, and max-failed allows ${allowed}.`);
}

/** What a further sitting needs beside the run itself. */
export interface ResumeOptions {
  readonly resumable: Resumable;
  readonly access: Access;
  /** When the window that is open ends, or null. */
  readonly windowEnds: string | null;
  readonly stateDir: string;
  readonly runsDir: string;
  readonly reporter: Reporter;
  readonly events: EventStream | null;
  readonly clock: Clock;
  readonly tool: string;
}

/**
 * Goes on with a run, in the same journal. Its targets are locked meanwhile: throws INV325 where a run has one of them,
 * such as a second sitting of the same.
 */
export async function resume(options: ResumeOptions): Promise<Applied> {
  const { resumable, stateDir, runsDir, clock } = options;
  const names = planTargets(resumable.plan).map(({ name }) => name);
  const lock = await takeLock({ stateDir, run: resumable.plan.id, runsDir, names, owner: await thisOwner(), clock });
  try {
    return await furtherSitting({ ...options, resumable: await upToDate(resumable) });
  } finally {
    await lock.release();
  }
}

/** Before it had the lock, another sitting may have gone on with the journal that was read. */
async function upToDate(resumable: Resumable): Promise<Resumable> {
  const { run, raise } = resumable;
  const { size } = await stat(run.journal);
  return size === run.end.bytes + run.end.torn ? resumable : prepareResume(await readRun(run.folder), raise);
}

function furtherSitting({ resumable, windowEnds, tool, ...options }: ResumeOptions): Promise<Applied> {
  const { run, plan, raise } = resumable;
  const { clock, access } = options;
  return carryOut({
    ...options,
    plan,
    origin: run.started,
    sitting: {
      pasts: run.pasts,
      cut: run.end.torn,
      operator: operatorOf(access.credentials),
      windowEnds,
      ...raise,
      tool,
    },
    openJournal: (onFailure) => Journal.resume({ path: run.journal, clock, onFailure }, run.end),
    fold: run.fold,
  });
}
