import { Fault, type FaultRecord } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";
import type { Outcome } from "../model/outcome.ts";
import type { PlannedStep } from "../model/plan.ts";
import type { Script } from "../model/script.ts";
import type { OperationOptions, Session } from "../model/session.ts";
import type { StepSite } from "../model/step.ts";
import type { Due, Ledger } from "./ledger.ts";
import { lookFor, patienceMs } from "./look-for.ts";
import type { StepPast, TargetBody } from "./past.ts";
import { createStepSession } from "./step-session.ts";
import { createStepSite, witness } from "./step-site.ts";
import type { TargetRunOptions } from "./target-run.ts";

/** Where the events of one target go. */
export interface TargetRecorder {
  record(body: TargetBody): void;
  recordFirst(body: TargetBody): Promise<void>;
}

/** One step that is due on one target. */
export interface StepRun {
  readonly step: PlannedStep;
  readonly due: Due;
  readonly ledger: Ledger;
  /** What an earlier try or sitting of it read and sent; null where there was none. */
  readonly past: StepPast | null;
  readonly recorder: TargetRecorder;
}

/** Carries one step out. A fault becomes its outcome. */
export async function runStep(options: TargetRunOptions, session: Session, run: StepRun): Promise<Outcome> {
  const { target, ports, stop, plan } = options;
  const { step, due, ledger, past, recorder } = run;
  const { kind, input } = due;
  const { clock, random } = ports;
  const on = { target: target.name, step: step.index } as const;
  const startedAt = clock.monotonic();
  const settles = ledger.settles(kind, input);
  recorder.record({ type: "step-started", ...on, ...(due.part && { part: true }) });
  const rest = (ms: number) => options.rest(session, ms);
  const wait = (ms: number) => {
    recorder.record({ type: "waiting", ...on, ms: Math.round(ms) });
    return rest(ms);
  };
  const pause = async (ms: number) => {
    if (!(await wait(ms))) throw new Fault("INV901", "The run was stopped while this target was waiting.");
  };
  const stepSession = createStepSession({
    session,
    runScript: (script, limits) => runScript(options, script, limits),
    target: target.name,
    step,
    recorder,
    stop,
    random,
    longestPauseMs: plan.longestPauseMs,
    settles,
    repeatable: kind.repeatable,
    past,
    lookFor: (look, since) =>
      lookFor({ look, since, patienceMs: patienceMs(step, kind, { plan, kinds: ports.kinds }), clock, rest: wait }),
    rest,
  });
  const note = (text: string) => recorder.record({ type: "noted", ...on, text });
  const site = siteFor(options, run);
  const asked = { due, step, steps: plan.steps, kinds: ports.kinds, ledger, random, rest: wait };
  let known: JsonObject = {};
  let outcome: Outcome;
  try {
    if (site !== null) known = await witness({ ...asked, site, longestPauseMs: plan.longestPauseMs });
    const context = { target, session: stepSession, facts: ledger.facts, clock, random, pause, note };
    outcome = await kind.run(site === null ? context : { ...context, site }, input);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    outcome = failure(error, kind.closes(input));
  }
  outcome = { ...outcome, facts: { ...known, ...outcome.facts } };
  const ms = Math.round(clock.monotonic() - startedAt);
  recorder.record({ type: "step-finished", ...on, kind: kind.key, outcome, ms });
  return outcome;
}

function siteFor({ ports, target, stop }: TargetRunOptions, { step, recorder, past }: StepRun): StepSite | null {
  const reports = ports.siteOf?.(target);
  return reports === undefined ? null : createStepSite({ reports, target: target.name, step, recorder, stop, past });
}

function runScript({ ports, target, gate }: TargetRunOptions, script: Script, limits: OperationOptions) {
  if (ports.runScript === undefined) throw new Error("a script where none can be run");
  return ports.runScript(script, { target, gate }, limits);
}

/** A change whose answer was lost is in doubt; everything else is known to have failed. */
function failure(fault: Fault, about: readonly string[]): Outcome {
  if (fault.delivered !== "maybe") return { kind: "failed", fault: fault.toRecord(), facts: {} };
  const record: FaultRecord = { ...fault.toRecord(), state: "in-doubt" };
  return { kind: "in-doubt", fault: record, about, facts: {} };
}
