import type { Clock } from "../base/clock.ts";
import type { Fault } from "../base/fault.ts";
import type { Credential } from "../base/secret.ts";
import { runPlan } from "../engine/run.ts";
import { Stop } from "../engine/stop.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { createFold } from "../report/fold.ts";
import type { Reporter } from "../report/reporter.ts";
import { planKinds } from "../steps/index.ts";
import { sessionFactory } from "./connect.ts";
import { exitCodeOf } from "./exit-code.ts";
import { Journal } from "./journal.ts";
import { takeLock } from "./lock.ts";
import { thisOwner } from "./lock-owner.ts";
import { operatorOf } from "./operator.ts";
import { listenForSignals } from "./signals.ts";
import { createRunFolder } from "./store.ts";

/** What a run needs: the plan, access, and a place for its journal. */
export interface ApplyOptions {
  readonly plan: Plan;
  readonly credential: Credential;
  /** PEM texts of certificate authorities trusted beside the usual ones. */
  readonly ca: readonly string[];
  readonly runsDir: string;
  /** The user's state directory, where the targets are locked; null where they are simulated and anybody may have them. */
  readonly stateDir: string | null;
  readonly reporter: Reporter;
  readonly clock: Clock;
  /** The tool's name and version, for the journal. */
  readonly tool: string;
}

/** What came of a run. */
export interface Applied {
  readonly summary: Summary;
  readonly exitCode: number;
  readonly journal: string;
  /** Why the journal could not be written to its end, or null. */
  readonly failure: Fault | null;
}

/**
 * Carries a plan out: journal first, then whoever looks on. Signals stop it, once soon, twice at once. No other run of
 * this user on this machine has any of the targets meanwhile: throws INV325 where one has.
 */
export async function apply(options: ApplyOptions): Promise<Applied> {
  const { plan, stateDir, runsDir, clock } = options;
  if (stateDir === null) return carryOut(options);
  const names = planTargets(plan).map(({ name }) => name);
  const lock = await takeLock({ stateDir, run: plan.id, runsDir, names, owner: await thisOwner(), clock });
  try {
    return await carryOut(options);
  } finally {
    await lock.release();
  }
}

async function carryOut({ plan, reporter, clock, runsDir, tool, ...access }: ApplyOptions): Promise<Applied> {
  const folder = await createRunFolder(runsDir, plan);
  const stop = new Stop();
  let failure: Fault | null = null;
  const onFailure = (fault: Fault) => {
    failure = fault;
    stop.request("journal");
  };
  const journal = await Journal.create({ path: folder.journal, clock, onFailure });
  const fold = createFold(plan);
  journal.observe((event) => {
    fold.add(event);
    reporter.onEvent(event);
  });
  const unlisten = listenForSignals(stop);
  try {
    const openSession = sessionFactory({ plan, ...access });
    const ports = { kinds: planKinds, recorder: journal, clock, random: Math.random, openSession };
    const origin = {
      plan: folder.planDigest,
      part: { batches: null, shard: null, from: null },
      operator: operatorOf(access.credential),
      approved: null,
      windowEnds: null,
      tool,
    };
    await runPlan({ plan, ports, stop, origin, sitting: null });
  } finally {
    await journal.close();
    unlisten();
    await reporter.close();
  }
  const summary = fold.summary();
  return { summary, exitCode: exitCodeOf(summary, stop.reason), journal: folder.journal, failure };
}
