import type { LogonGate } from "../base/logon-gate.ts";
import type { TargetState } from "../model/outcome.ts";
import type { Plan } from "../model/plan.ts";
import type { Session } from "../model/session.ts";
import type { Target } from "../model/target.ts";
import { Ledger, type LedgerEnd } from "./ledger.ts";
import { createPast, goesOnAt, remember, type TargetPast } from "./past.ts";
import type { EnginePorts } from "./ports.ts";
import { runStep, type TargetRecorder } from "./step-run.ts";
import type { Stop } from "./stop.ts";

/** One target of a run, and what it shares with the others. */
export interface TargetRunOptions {
  readonly plan: Plan;
  readonly target: Target;
  readonly batch: number;
  readonly ports: EnginePorts;
  readonly stop: Stop;
  readonly gate: LogonGate;
  /** What became of it in an earlier try or sitting; null where it is begun for the first time. */
  readonly past: TargetPast | null;
  /** The unreachable target of the canary that it stands in for. */
  readonly replaces: string | null;
  /** Whether it will be tried again, should it end unreachable now. */
  triesAgain(): boolean;
  /** Gives the slot up, sleeps, and takes a slot again; the session may be asked to give up its connection. False where stopped. */
  rest(session: Session, ms: number): Promise<boolean>;
}

/** How a target ended. */
export interface TargetEnd {
  readonly state: TargetState;
  readonly requests: number;
  /** What the next try has to know; null where there is none. */
  readonly again: TargetPast | null;
}

/**
 * Carries the steps out on one target, in order, from the first that is not proven to be done. Faults end here: no
 * other target ever sees them.
 */
export async function runTarget(options: TargetRunOptions): Promise<TargetEnd> {
  const { plan, target, batch, ports, stop, replaces } = options;
  const startedAt = ports.clock.monotonic();
  const past = options.past ?? createPast(batch);
  const recorder = recorderOf(options, past);
  const from = options.past === null ? 0 : goesOnAt(past, plan.steps, ports.kinds);
  const before = past.tries;
  recorder.record({
    type: "target-started",
    target: target.name,
    batch,
    ...(before > 0 && { tries: before }),
    ...(replaces !== null && { replaces }),
  });
  const ledger = new Ledger(plan.steps, ports.kinds);
  const session = ports.openSession(target, options.gate);
  try {
    for (const step of plan.steps) {
      const known = past.steps[step.index];
      if (step.index < from) {
        if (known?.outcome != null) ledger.restore(step, known.outcome);
        continue;
      }
      const due = ledger.next(step, stop.hold);
      if (due === null) continue;
      const outcome = await runStep(options, session, { step, due, ledger, past: known ?? null, recorder });
      if (ledger.take(step, due.kind, outcome) === "ended") break;
    }
  } finally {
    session.close();
  }
  return finish(options, past, { before, end: ledger.end(), requests: session.requests, startedAt });
}

/** Everything is journalled; what a later try will have to know is kept as well. */
function recorderOf({ plan, ports, ...options }: TargetRunOptions, past: TargetPast): TargetRecorder {
  const { recorder, clock } = ports;
  if (options.past === null && plan.rollout.retryUnreachableMs === null) return recorder;
  return {
    record(body) {
      remember(past, body, clock.now());
      recorder.record(body);
    },
    recordFirst(body) {
      remember(past, body, clock.now());
      return recorder.recordFirst(body);
    },
  };
}

interface Finish {
  /** How often it was begun before. */
  readonly before: number;
  readonly end: LedgerEnd;
  readonly requests: number;
  readonly startedAt: number;
}

function finish(options: TargetRunOptions, past: TargetPast, { before, end, requests, startedAt }: Finish): TargetEnd {
  const { ports, target, batch } = options;
  const tries = before + 1;
  const again = end.state === "unreachable" && options.triesAgain();
  ports.recorder.record({
    type: "target-finished",
    target: target.name,
    batch,
    ...end,
    ...(tries > 1 && { tries }),
    ...(again && { again: true }),
    requests,
    ms: Math.round(ports.clock.monotonic() - startedAt),
  });
  return { state: end.state, requests, again: again ? past : null };
}
