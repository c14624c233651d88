import type { FaultRecord } from "../base/fault.ts";
import type { Event } from "../model/event.ts";
import type { TargetState } from "../model/outcome.ts";
import type { StepSummary, TargetSummary } from "../model/summary.ts";

/** Events that speak of one target. */
export type TargetEvent = Extract<Event, { readonly target: string }>;

/** A change that left, and no answer to it has been seen. */
interface Unanswered {
  readonly step: number;
  readonly operation: string;
  /** An answer to it was lost: a later refusal does not say that it was never carried out. */
  lost: boolean;
  /** Its step has ended and said what became of it. */
  told: boolean;
}

/** What a fold keeps of one target while the events come in. */
export interface TargetRecord {
  readonly name: string;
  /** The batch it was started in, or would have been; from 0. */
  batch: number;
  /** How often it was begun. */
  tries: number;
  /** As the run told it; null before it is finished. */
  state: TargetState | null;
  touched: boolean;
  unanswered: readonly Unanswered[];
  fault: FaultRecord | null;
  /** Why it was left alone, or null. */
  why: string | null;
  requests: number;
  durationMs: number;
  /** By the step's index in the plan; with holes where a step was never reached. */
  readonly steps: StepSummary[];
}

/** Shared, since most targets have nothing unanswered at most times. */
const NONE: readonly Unanswered[] = [];

/** The record of a target of which nothing has been heard. */
export function createRecord(name: string, batch: number): TargetRecord {
  return {
    name,
    batch,
    tries: 0,
    state: null,
    touched: false,
    unanswered: NONE,
    fault: null,
    why: null,
    requests: 0,
    durationMs: 0,
    steps: [],
  };
}

/** Writes one event into the record of its target. A target that is started again begins anew; its figures add up. */
export function takeTargetEvent(record: TargetRecord, event: TargetEvent): void {
  record.touched = true;
  switch (event.type) {
    case "target-started":
      record.batch = event.batch;
      record.tries += 1;
      record.state = null;
      record.fault = null;
      record.why = null;
      return;
    case "step-started":
      // What it came to before no longer holds.
      if (record.steps[event.step] !== undefined) delete record.steps[event.step];
      for (const change of record.unanswered) if (change.step === event.step) change.told = false;
      return;
    case "sending":
      if (unansweredOf(record, event) === undefined)
        record.unanswered = [
          ...record.unanswered,
          { step: event.step, operation: event.operation, lost: false, told: false },
        ];
      return;
    case "answered":
      settle(record, unansweredOf(record, event));
      return;
    case "refused": {
      const change = unansweredOf(record, event);
      if (change !== undefined && event.delivered === "maybe") change.lost = true;
      else if (change?.lost === false) settle(record, change);
      return;
    }
    case "step-finished":
      takeStepEnd(record, event);
      return;
    case "target-finished":
      record.state = event.state;
      record.fault = event.fault;
      record.why = event.why ?? null;
      record.requests += event.requests;
      record.durationMs += event.ms;
  }
}

function takeStepEnd(record: TargetRecord, { step, kind, outcome }: Extract<TargetEvent, { type: "step-finished" }>) {
  const open = outcome.kind === "failed" || outcome.kind === "in-doubt";
  if (open) for (const change of record.unanswered) if (change.step === step) change.told = true;
  if (!open && record.unanswered.length > 0)
    record.unanswered = record.unanswered.filter((change) => change.step !== step);
  record.steps[step] = {
    index: step,
    kind,
    outcome: outcome.kind,
    code: "fault" in outcome ? outcome.fault.code : null,
    facts: outcome.facts,
  };
}

function unansweredOf(
  { unanswered }: TargetRecord,
  { step, operation }: Pick<Unanswered, "step" | "operation">,
): Unanswered | undefined {
  return unanswered.find((change) => change.step === step && change.operation === operation);
}

function settle(record: TargetRecord, change: Unanswered | undefined): void {
  if (change !== undefined) record.unanswered = record.unanswered.filter((other) => other !== change);
}

/** The state a target is in, or would be in if the run ended here. */
export function recordState(record: TargetRecord): TargetState {
  if (record.state !== null) return record.state;
  if (!record.touched) return "not-started";
  return record.unanswered.some(({ told }) => !told) ? "in-doubt" : "stopped";
}

/** The record as it stands in a summary. */
export function recordSummary(record: TargetRecord): TargetSummary {
  const { name, batch, tries, fault, why, requests, durationMs, steps } = record;
  return {
    name,
    state: recordState(record),
    code: fault?.code ?? null,
    message: fault?.message ?? why,
    hint: fault?.hint ?? null,
    batch,
    tries,
    requests,
    durationMs,
    steps: steps.filter((step) => step !== undefined),
  };
}
