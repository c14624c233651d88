import type { FaultRecord } from "../base/fault.ts";
import type { Event } from "../model/event.ts";
import type { TargetState } from "../model/outcome.ts";
import type { StepSummary, TargetSummary } from "../model/summary.ts";

/** Events that speak of one target. */
export type TargetEvent = Extract<Event, { readonly target: string }>;

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
  /** A change left, and neither an answer nor a refusal of it has been seen. */
  unanswered: boolean;
  fault: FaultRecord | null;
  /** Why it was left alone, or null. */
  why: string | null;
  requests: number;
  durationMs: number;
  /** By the step's index in the plan; with holes where a step was never reached. */
  readonly steps: StepSummary[];
}

/** The record of a target of which nothing has been heard. */
export function createRecord(name: string, batch: number): TargetRecord {
  return {
    name,
    batch,
    tries: 0,
    state: null,
    touched: false,
    unanswered: false,
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
    case "sending":
      record.unanswered = true;
      return;
    case "answered":
      record.unanswered = false;
      return;
    case "refused":
      if (event.delivered !== "maybe") record.unanswered = false;
      return;
    case "step-finished":
      record.unanswered = false;
      record.steps[event.step] = {
        kind: event.kind,
        outcome: event.outcome.kind,
        code: "fault" in event.outcome ? event.outcome.fault.code : null,
        facts: event.outcome.facts,
      };
      return;
    case "target-finished":
      record.state = event.state;
      record.fault = event.fault;
      record.why = event.why ?? null;
      record.unanswered = false;
      record.requests += event.requests;
      record.durationMs += event.ms;
  }
}

/** The state a target is in, or would be in if the run ended here. */
export function recordState(record: TargetRecord): TargetState {
  if (record.state !== null) return record.state;
  if (!record.touched) return "not-started";
  return record.unanswered ? "in-doubt" : "stopped";
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
