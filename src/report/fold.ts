import { CHAIN_START, type Event, type Part, type RunStatus } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { BrakeSummary, Resumption, Summary } from "../model/summary.ts";
import { faultState } from "./fault-state.ts";
import { createRecord, recordState, recordSummary, type TargetRecord, takeTargetEvent } from "./record.ts";
import { successOf } from "./success.ts";
import { noTotals } from "./totals.ts";

/** A run's events, taken in one by one. */
export interface Fold {
  add(event: Event): void;
  /**
   * What has become of the run so far, at any moment. A target that was started and is not finished counts as it would
   * if the run ended here: in doubt where a change left and no answer came, else stopped.
   */
  summary(): Summary;
}

/** Folds a run's events into its summary. Targets and steps that the plan does not know are passed over. */
export function createFold(plan: Plan): Fold {
  const records = new Map<string, TargetRecord>();
  plan.batches.forEach(({ targets }, batch) => {
    for (const { name } of targets) records.set(name, createRecord(name, batch));
  });
  let status: RunStatus = "interrupted";
  let first = plan.createdAt;
  let last = plan.createdAt;
  let head = CHAIN_START;
  let part: Part = { batches: null, shard: null, from: null };
  let brake: BrakeSummary | null = null;
  let windowEnded: string | null = null;
  const resumed: Resumption[] = [];
  let begun = false;
  /** The sittings that have ended, and the one under way. */
  const ended = { requests: 0, ms: 0 };
  const sitting = { requests: 0, since: "" };
  const sittingMs = () => (sitting.since === "" ? 0 : Math.max(0, Date.parse(last) - Date.parse(sitting.since)));
  const endSitting = (requests: number, ms: number) => {
    ended.requests += requests;
    ended.ms += ms;
    sitting.requests = 0;
    sitting.since = "";
  };
  const takeRunEvent = (event: Event) => {
    switch (event.type) {
      case "run-started":
        part = event.part;
        return;
      case "run-resumed": {
        const { operator, raised, reason } = event;
        resumed.push({ at: event.time, by: operator.by, host: operator.host, raised, reason });
        brake = null;
        windowEnded = null;
        return;
      }
      case "brake-closed": {
        const { limit, batch, allowed, counted } = event;
        brake = { limit, batch, allowed, counted, at: event.time };
        return;
      }
      case "window-ended":
        windowEnded = event.time;
        return;
      case "target-finished":
        sitting.requests += event.requests;
    }
  };

  return {
    add(event) {
      if (!begun) first = event.time;
      begun = true;
      // The sitting before may have been cut off: what is known of it counts.
      if (event.type === "run-resumed") endSitting(sitting.requests, sittingMs());
      if (sitting.since === "") sitting.since = event.time;
      last = event.time;
      head = event.hash;
      status = event.type === "run-finished" ? event.status : "interrupted";
      if (event.type === "run-finished") return endSitting(event.requests, event.ms);
      takeRunEvent(event);
      if (!("target" in event) || ("step" in event && plan.steps[event.step] === undefined)) return;
      const record = records.get(event.target);
      if (record !== undefined) takeTargetEvent(record, event);
    },
    summary() {
      const totals = noTotals();
      let continued = 0;
      const targets = Array.from(records.values(), (record) => {
        totals[recordState(record)] += 1;
        continued += letPass(plan, record);
        return recordSummary(record);
      });
      return {
        format: 1,
        run: plan.id,
        name: plan.name,
        change: plan.change,
        part,
        status,
        totals,
        success: successOf({ part, targets }, plan.rollout.success),
        continued,
        brake,
        windowEnded,
        resumed,
        requests: ended.requests + sitting.requests,
        durationMs: ended.ms + sittingMs(),
        startedAt: first,
        finishedAt: last,
        head,
        targets,
      };
    },
  };
}

/**
 * Failures of a target that `on-error: continue` let pass: those after which it went on, or ended well. What only cut a
 * step short was not let pass, and what is in doubt ends a target or is settled.
 */
function letPass(plan: Plan, record: TargetRecord): number {
  let count = 0;
  record.steps.forEach((step, index) => {
    if (step.outcome !== "failed" || plan.steps[index]?.onError !== "continue") return;
    if (faultState(step.code) === "stopped") return;
    if (record.state === "succeeded" || index < record.steps.length - 1) count += 1;
  });
  return count;
}
