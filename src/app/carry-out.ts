import type { Clock } from "../base/clock.ts";
import type { Fault } from "../base/fault.ts";
import type { RunOrigin, Sitting } from "../engine/opening.ts";
import { runPlan } from "../engine/run.ts";
import { Stop } from "../engine/stop.ts";
import type { Plan } from "../model/plan.ts";
import type { RunScript } from "../model/script.ts";
import type { Summary } from "../model/summary.ts";
import type { Target } from "../model/target.ts";
import type { Fold } from "../report/fold.ts";
import type { Reporter } from "../report/reporter.ts";
import { planKinds } from "../steps/index.ts";
import type { Access } from "./access.ts";
import { sessionFactory } from "./connect.ts";
import type { EventStream } from "./event-stream.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Journal, JournalOptions } from "./journal.ts";
import { listenForSignals } from "./signals.ts";

/** One sitting of a run: what is carried out, with what access, and where its events go. */
export interface SittingOptions {
  readonly plan: Plan;
  readonly access: Access;
  readonly origin: RunOrigin;
  /** Null for the first sitting. */
  readonly sitting: Sitting | null;
  /** Opens the journal, new or behind its last event. */
  openJournal(onFailure: JournalOptions["onFailure"]): Promise<Journal>;
  /** Has taken in all events of earlier sittings. */
  readonly fold: Fold;
  readonly reporter: Reporter;
  /** Where events are streamed, or null. */
  readonly events: EventStream | null;
  readonly clock: Clock;
}

/** What came of a run. */
export interface Applied {
  readonly summary: Summary;
  readonly exitCode: number;
  readonly journal: string;
  /** It can be gone on with: its targets do not end with it, as those of a rehearsal do. */
  readonly lasting: boolean;
  /** Why the journal could not be written to its end, or null. */
  readonly failure: Fault | null;
}

/** Carries one sitting of a run out: journal first, then whoever looks on. Signals stop it, once soon, twice at once. */
export async function carryOut(options: SittingOptions): Promise<Applied> {
  const { plan, origin, sitting, fold, reporter, events, clock, access } = options;
  const stop = new Stop();
  let failure: Fault | null = null;
  const journal = await options.openJournal((fault) => {
    failure = fault;
    stop.request("journal");
  });
  journal.observe((event) => {
    fold.add(event);
    reporter.onEvent(event);
  });
  const endStream = events?.follow(journal, { run: plan.id, tool: (sitting ?? origin).tool });
  const unlisten = listenForSignals(stop);
  try {
    const openSession = sessionFactory({ plan, access });
    const runScript: RunScript = async (...asked) =>
      (await import("./powershell.ts")).scriptRunner({ plan, access })(...asked);
    const ports = { kinds: planKinds, recorder: journal, clock, random: Math.random, openSession, runScript };
    const { site, logons } = access;
    const siteOf = site === undefined ? {} : { siteOf: ({ name }: Target) => site.reportsOf(name) };
    await runPlan({
      plan,
      ports: { ...ports, ...siteOf, ...(logons !== undefined && { logons }) },
      stop,
      origin,
      sitting,
    });
  } finally {
    access.site?.close();
    await journal.close();
    endStream?.();
    unlisten();
    await reporter.close();
  }
  const summary = fold.summary();
  const exitCode = exitCodeOf(summary, { success: plan.rollout.success, stopped: stop.reason });
  return { summary, exitCode, journal: journal.path, lasting: true, failure };
}
