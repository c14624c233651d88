import { Fault } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { SiteReports } from "../model/site.ts";
import type { StepKind, StepSite } from "../model/step.ts";
import { backoffMs } from "./backoff.ts";
import type { Due, Ledger } from "./ledger.ts";
import type { StepPast } from "./past.ts";
import { Recall } from "./recall.ts";
import type { TargetRecorder } from "./step-run.ts";
import type { Stop } from "./stop.ts";

/** What one step's view of the site is made of. */
export interface StepSiteOptions {
  readonly reports: SiteReports;
  readonly target: string;
  readonly step: PlannedStep;
  readonly recorder: TargetRecorder;
  readonly stop: Stop;
  /** What an earlier try or sitting of this step read; null where there was none. */
  readonly past: StepPast | null;
}

/** The site as a step sees it: what it says is journalled as what was observed. */
export function createStepSite({ reports, target, step, recorder, stop, past }: StepSiteOptions): StepSite {
  const recall = new Recall(past);
  return {
    async lastReport(inventory, anew = false) {
      const subject = `ask the site for the last ${inventory} report`;
      const known = recall.take({ subject, changes: false });
      if (known !== null) return (known.plain as { readonly date: string | null }).date;
      try {
        const date = await reports.lastReport(inventory, { signal: stop.cut, timeoutMs: step.timeoutMs, anew });
        recorder.record({ type: "observed", target, step: step.index, subject, row: { date } });
        return date;
      } catch (error) {
        if (error instanceof Fault || !stop.atOnce) throw error;
        throw new Fault("INV901", "The run was stopped at once.", { cause: error });
      }
    },
  };
}

/** What is asked before a step. */
export interface WitnessOptions {
  readonly site: StepSite;
  readonly due: Due;
  readonly step: PlannedStep;
  readonly steps: readonly PlannedStep[];
  readonly kinds: readonly StepKind[];
  readonly ledger: Ledger;
  readonly longestPauseMs: number;
  readonly random: () => number;
  /** Lets the target rest without holding a slot; false where the run is being stopped. */
  rest(ms: number): Promise<boolean>;
}

/**
 * What a later step awaits at the site is asked there before the first step that opens it, or closes it unopened: a
 * date proves something only against the one before. Where the site cannot be asked, nothing is begun.
 */
export async function witness({ site, due, step, steps, kinds, ledger, ...pace }: WitnessOptions): Promise<JsonObject> {
  const awaited = steps.slice(step.index + 1).flatMap((later) => {
    const kind = kinds.find(({ key }) => key === later.kind);
    return kind?.awaitsAtSite?.(later.input) ?? [];
  });
  const touched = [...due.kind.opens(due.input), ...due.kind.closes(due.input).filter((key) => !ledger.isOpen(key))];
  const facts: Record<string, { readonly before: string | null }> = {};
  for (const name of new Set(touched.filter((key) => awaited.includes(key))))
    facts[`site:${name}`] = { before: await patiently(() => site.lastReport(name, true), step, pace) };
  return facts;
}

/** A site that is away for a moment is asked again, as often as a client would be. */
async function patiently<T>(
  ask: () => Promise<T>,
  { retries }: PlannedStep,
  { longestPauseMs, random, rest }: Pick<WitnessOptions, "longestPauseMs" | "random" | "rest">,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (fault) {
      if (!(fault instanceof Fault) || !fault.retryable || attempt > retries) throw fault;
      if (!(await rest(backoffMs({ attempt, longestMs: longestPauseMs, random })))) throw fault;
    }
  }
}
