import { CHAIN_START, type Event, type Part, type RunStatus } from "../model/event.ts";
import type { Plan } from "../model/plan.ts";
import type { BrakeSummary, Resumption, Summary } from "../model/summary.ts";
import { createRecord, recordState, recordSummary, type TargetRecord, takeTargetEvent } from "./record.ts";
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
  const resumed: Resumption[] = [];
  let begun = false;
  /** The sittings that have ended, and the one under way. */
  const ended = { requests: 0, ms: 0 };
  const sitting = { requests: 0, since: "" };

  return {
    add(event) {
      if (!begun) first = event.time;
      begun = true;
      if (sitting.since === "") sitting.since = event.time;
      last = event.time;
      head = event.hash;
      status = event.type === "run-finished" ? event.status : "interrupted";
      if (event.type === "run-started") part = event.part;
      else if (event.type === "run-resumed") {
        const { operator, raised, reason } = event;
        resumed.push({ at: event.time, by: operator.by, host: operator.host, raised, reason });
        brake = null;
      } else if (event.type === "brake-closed") {
        const { limit, batch, allowed, counted } = event;
        brake = { limit, batch, allowed, counted, at: event.time };
      } else if (event.type === "run-finished") {
        ended.requests += event.requests;
        ended.ms += event.ms;
        sitting.requests = 0;
        sitting.since = "";
        return;
      }
      if (event.type === "target-finished") sitting.requests += event.requests;
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
        continued,
        brake,
        resumed,
        requests: ended.requests + sitting.requests,
        durationMs: ended.ms + (sitting.since === "" ? 0 : Math.max(0, Date.parse(last) - Date.parse(sitting.since))),
        startedAt: first,
        finishedAt: last,
        head,
        targets,
      };
    },
  };
}

/** Failures of a target that `on-error: continue` let pass: those after which it went on, or ended well. */
function letPass(plan: Plan, record: TargetRecord): number {
  let count = 0;
  record.steps.forEach((step, index) => {
    if (step.outcome !== "failed" && step.outcome !== "in-doubt") return;
    if (plan.steps[index]?.onError !== "continue") return;
    if (record.state === "succeeded" || index < record.steps.length - 1) count += 1;
  });
  return count;
}
