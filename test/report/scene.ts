import type { FaultRecord } from "../../src/base/fault.ts";
import { CHAIN_START, chainEvent, type Event, type EventBody } from "../../src/model/event.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Plan, PlannedStep } from "../../src/model/plan.ts";
import { anyRollout, unlimited } from "../support/plans.ts";

export const START = Date.UTC(2026, 10, 21, 22, 0, 0);

/** A fault as a journal would hold it; the codes stand in the catalogue. */
export function fault(message: string, state: FaultRecord["state"] = "failed"): FaultRecord {
  return { code: "INV702", message, hint: "Install the client.", state };
}

export const changed: Outcome = { kind: "changed", facts: {} };

/** A plan of batches of so many targets, named pc-1, pc-2, … */
export function planOf(sizes: readonly number[], steps: readonly Partial<PlannedStep>[] = [{}, {}]): Plan {
  let number = 0;
  return {
    format: 1,
    id: "20261121T220000-abc",
    createdAt: new Date(START).toISOString(),
    name: "full-inventory",
    about: null,
    owner: null,
    runbook: { file: "full.yml", digest: "0", text: "" },
    sources: [],
    narrowed: { limit: [], limitAlso: [], exclude: [] },
    expiresAt: null,
    planned: { by: "tester", host: "here", git: null },
    change: null,
    limits: unlimited,
    batches: sizes.map((size) => ({
      limits: unlimited,
      targets: Array.from({ length: size }, () => {
        number += 1;
        return { name: `pc-${number}` };
      }),
    })),
    excluded: [],
    steps: steps.map((step, index) => ({
      index,
      kind: "force-inventory",
      input: ["hardware"],
      name: "force-inventory",
      timeoutMs: 30_000,
      retries: 2,
      onError: "stop",
      place: { line: 10 + index, column: 5 },
      operations: ["SMS_Client.TriggerSchedule {00000000-0000-0000-0000-000000000001}"],
      ...step,
    })),
    connection: { auth: "negotiate", credential: null, tls: false, ca: null, serverName: null, fingerprint: null },
    rollout: { ...anyRollout, ratePerMinute: 100 },
    connectTimeoutMs: 5_000,
    longestPauseMs: 15_000,
  };
}

/** Turns bodies into chained events, `everyMs` apart. */
export function eventsOf(bodies: readonly EventBody[], everyMs = 1_000): readonly Event[] {
  const chain = createChain();
  return bodies.map((body, at) => chain(body, START + at * everyMs));
}

/** Chains bodies one by one, at times of the caller's choosing. */
export function createChain(): (body: EventBody, at: number) => Event {
  let before = CHAIN_START;
  let seq = 0;
  return (body, at) => {
    const { event } = chainEvent(body, seq, new Date(at).toISOString(), before);
    before = event.hash;
    seq += 1;
    return event;
  };
}

export const totals = {
  succeeded: 0,
  skipped: 0,
  failed: 0,
  unreachable: 0,
  "in-doubt": 0,
  stopped: 0,
  "not-started": 0,
};

export function started(plan: Plan): EventBody {
  return {
    type: "run-started",
    format: 1,
    run: plan.id,
    name: plan.name,
    plan: "0",
    part: { batches: null, shard: null, from: null },
    operator: { by: "tester", host: "here", account: "CORP\\admin" },
    approved: null,
    windowEnds: null,
    targets: plan.batches.reduce((sum, batch) => sum + batch.targets.length, 0),
    steps: plan.steps.map((step) => step.kind),
    tool: "invrun 0",
  };
}

/** A further sitting begins. */
export function resumed(plan: Plan, changes: Partial<Extract<EventBody, { type: "run-resumed" }>> = {}): EventBody {
  return {
    type: "run-resumed",
    run: plan.id,
    cut: 0,
    operator: { by: "tester", host: "there", account: "CORP\\admin" },
    windowEnds: null,
    raised: {},
    reason: null,
    tool: "invrun 0",
    ...changes,
  };
}

export function stepDone(target: string, step: number, outcome: Outcome = changed): EventBody {
  return { type: "step-finished", target, step, kind: "force-inventory", outcome, ms: 5 };
}

type Ended = Extract<EventBody, { type: "target-finished" }>;

export function ended(target: string, changes: Partial<Ended> = {}): Ended {
  return {
    type: "target-finished",
    target,
    batch: 0,
    state: "succeeded",
    fault: null,
    requests: 3,
    ms: 1_500,
    ...changes,
  };
}
