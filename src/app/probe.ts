import type { Clock } from "../base/clock.ts";
import { sha256 } from "../base/digest.ts";
import type { Recorder } from "../engine/ports.ts";
import { runPlan } from "../engine/run.ts";
import { Stop } from "../engine/stop.ts";
import { CHAIN_START, chainEvent, type EventBody, type StopReason } from "../model/event.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Summary } from "../model/summary.ts";
import { OPERATION_TIMEOUT_MS, RETRIES } from "../plan/assemble.ts";
import { sealPlan } from "../plan/file.ts";
import { WHOLE } from "../plan/part.ts";
import { createFold } from "../report/fold.ts";
import type { Reporter } from "../report/reporter.ts";
import { probe as probeKind } from "../steps/probe.ts";
import type { Access } from "./access.ts";
import { sessionFactory } from "./connect.ts";
import { operatorOf } from "./operator.ts";
import { listenForSignals } from "./signals.ts";

/** What a probe needs. */
export interface ProbeOptions {
  /** As `probePlanOf` makes it. */
  readonly plan: Plan;
  readonly access: Access;
  readonly reporter: Reporter;
  readonly clock: Clock;
  readonly tool: string;
}

/** What was found, and why it was stopped before its end, where it was. */
export interface Probed {
  readonly summary: Summary;
  readonly stopped: StopReason | null;
}

/**
 * A plan that only looks at the same targets: all in one batch at the plan's pace, within no limit and at any time,
 * since nothing is changed.
 */
export function probePlanOf(plan: Plan): Plan {
  const targets = planTargets(plan);
  const limits = { failed: targets.length, unreachable: null };
  const place = { line: 1, column: 1 };
  const { key } = probeKind;
  const step = {
    index: 0,
    kind: key,
    input: null,
    name: key,
    timeoutMs: OPERATION_TIMEOUT_MS,
    retries: RETRIES,
  } as const;
  return {
    ...plan,
    name: `${plan.name} (probe)`,
    steps: [{ ...step, onError: "stop", place, operations: probeKind.describe(null) }],
    batches: [{ targets, limits }],
    limits,
    rollout: {
      ...plan.rollout,
      batches: ["rest"],
      maxFailed: "100%",
      maxUnreachable: null,
      retryUnreachableMs: null,
      window: null,
    },
  };
}

/** Reads what each target is like. Changes nothing, and keeps no journal. */
export async function probe({ plan, access, reporter, clock, tool }: ProbeOptions): Promise<Probed> {
  const stop = new Stop();
  const fold = createFold(plan);
  const recorder = recorderInMemory(clock, (event) => {
    fold.add(event);
    reporter.onEvent(event);
  });
  const unlisten = listenForSignals(stop);
  try {
    const openSession = sessionFactory({ plan, access });
    const ports = { kinds: [probeKind], recorder, clock, random: Math.random, openSession };
    const operator = operatorOf(access.credentials);
    const digest = sha256(sealPlan(plan).text);
    const origin = { plan: digest, part: WHOLE, operator, approved: null, windowEnds: null, tool };
    await runPlan({ plan, ports, stop, origin, sitting: null });
  } finally {
    unlisten();
    await reporter.close();
  }
  return { summary: fold.summary(), stopped: stop.reason };
}

/** Events go to whoever looks on, and nowhere else: of what was only read no record has to be kept. */
function recorderInMemory(clock: Clock, observe: (event: ReturnType<typeof chainEvent>["event"]) => void): Recorder {
  let seq = 0;
  let head = CHAIN_START;
  const record = (body: EventBody) => {
    const { event } = chainEvent(body, seq++, new Date(clock.now()).toISOString(), head);
    head = event.hash;
    observe(event);
  };
  return { record, recordFirst: async (body) => record(body) };
}
