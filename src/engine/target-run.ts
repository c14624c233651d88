import { Fault, type FaultRecord } from "../base/fault.ts";
import type { LogonGate } from "../base/logon-gate.ts";
import type { Outcome, TargetState } from "../model/outcome.ts";
import type { Plan, PlannedStep } from "../model/plan.ts";
import type { Session } from "../model/session.ts";
import type { StepKind } from "../model/step.ts";
import type { Target } from "../model/target.ts";
import { Ledger } from "./ledger.ts";
import type { EnginePorts } from "./ports.ts";
import { createStepSession } from "./step-session.ts";
import type { Stop } from "./stop.ts";

/** One target of a run, and what it shares with the others. */
export interface TargetRunOptions {
  readonly plan: Plan;
  readonly target: Target;
  readonly batch: number;
  readonly ports: EnginePorts;
  readonly stop: Stop;
  readonly gate: LogonGate;
  /** Gives the slot up, sleeps, and takes a slot again; the session may be asked to give up its connection. False where stopped. */
  rest(session: Session, ms: number): Promise<boolean>;
}

/** How a target ended. */
export interface TargetEnd {
  readonly state: TargetState;
  readonly requests: number;
}

/** Carries the steps out on one target, in order. Faults end here: no other target ever sees them. */
export async function runTarget(options: TargetRunOptions): Promise<TargetEnd> {
  const { plan, target, batch, ports } = options;
  const startedAt = ports.clock.monotonic();
  ports.recorder.record({ type: "target-started", target: target.name, batch });
  const session = ports.openSession(target, options.gate);
  const ledger = new Ledger(plan.steps, ports.kinds);
  try {
    for (const step of plan.steps) {
      const due = ledger.next(step, options.stop.soon);
      if (due === null) continue;
      const outcome = await runStep(options, session, { step, kind: due.kind, input: due.input, ledger });
      if (ledger.take(step, due.kind, outcome) === "ended") break;
    }
  } finally {
    session.close();
  }
  const end = ledger.end();
  const ms = Math.round(ports.clock.monotonic() - startedAt);
  const { requests } = session;
  ports.recorder.record({ type: "target-finished", target: target.name, batch, ...end, requests, ms });
  return { state: end.state, requests };
}

interface StepRun {
  readonly step: PlannedStep;
  readonly kind: StepKind;
  readonly input: PlannedStep["input"];
  readonly ledger: Ledger;
}

async function runStep(
  options: TargetRunOptions,
  session: Session,
  { step, kind, input, ledger }: StepRun,
): Promise<Outcome> {
  const { target, ports, stop } = options;
  const { recorder, clock, random } = ports;
  const on = { target: target.name, step: step.index } as const;
  const startedAt = clock.monotonic();
  const settles = ledger.settles(kind, input);
  recorder.record({ type: "step-started", ...on });
  const pause = async (ms: number) => {
    recorder.record({ type: "waiting", ...on, ms: Math.round(ms) });
    if (!(await options.rest(session, ms)))
      throw new Fault("INV901", "The run was stopped while this target was waiting.");
  };
  const rest = (ms: number) => options.rest(session, ms);
  const { longestPauseMs } = options.plan;
  const stepSession = createStepSession({
    session,
    target: target.name,
    step,
    recorder,
    stop,
    random,
    longestPauseMs,
    settles,
    repeatable: kind.repeatable,
    rest,
  });
  const note = (text: string) => recorder.record({ type: "noted", ...on, text });
  let outcome: Outcome;
  try {
    outcome = await kind.run({ target, session: stepSession, facts: ledger.facts, clock, random, pause, note }, input);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    outcome = failure(error, kind.closes(input));
  }
  recorder.record({
    type: "step-finished",
    ...on,
    kind: kind.key,
    outcome,
    ms: Math.round(clock.monotonic() - startedAt),
  });
  return outcome;
}

/** A change whose answer was lost is in doubt; everything else is known to have failed. */
function failure(fault: Fault, about: readonly string[]): Outcome {
  if (fault.delivered !== "maybe") return { kind: "failed", fault: fault.toRecord(), facts: {} };
  const record: FaultRecord = { ...fault.toRecord(), state: "in-doubt" };
  return { kind: "in-doubt", fault: record, about, facts: {} };
}
