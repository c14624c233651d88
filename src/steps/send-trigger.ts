import { formatPath } from "../base/cim.ts";
import { Fault, type FaultRecord } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";
import { SMS_CLIENT, trigger } from "../configmgr/calls.ts";
import { type ScheduleName, scheduleId } from "../configmgr/schedules.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Look, StepContext } from "../model/step.ts";

/** A trigger whose answer was lost. */
export interface TriggerDoubt {
  readonly schedule: ScheduleName;
  readonly fault: FaultRecord;
}

/** Triggers one schedule. A lost answer is given back and not thrown: the others of a step are still triggered. */
export async function sendTrigger(
  { session }: StepContext,
  schedule: ScheduleName,
  look?: Look,
): Promise<TriggerDoubt | null> {
  try {
    await trigger(session, schedule, look);
    return null;
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.delivered !== "maybe") throw fault;
    return { schedule, fault: { ...fault.toRecord(), state: "in-doubt" } };
  }
}

/**
 * Triggers one schedule after the other, by `send`, which may learn `facts`. What fails ends the step, but hides no
 * doubt about an earlier trigger: then nothing that comes later could settle all of it, so it is about nothing.
 */
export async function sendTriggers<S extends ScheduleName>(
  schedules: readonly S[],
  { facts, send }: { readonly facts: JsonObject; send(schedule: S): Promise<TriggerDoubt | null> },
): Promise<Outcome> {
  const doubts: TriggerDoubt[] = [];
  for (const schedule of schedules) {
    try {
      const doubt = await send(schedule);
      if (doubt !== null) doubts.push(doubt);
    } catch (failure) {
      const [first] = doubts;
      if (first === undefined || !(failure instanceof Fault)) throw failure;
      const message = `${first.fault.message} After that: ${failure.message}`;
      return { kind: "in-doubt", fault: { ...first.fault, message }, about: [], facts };
    }
  }
  const [first] = doubts;
  if (first === undefined) return { kind: "changed", facts };
  return { kind: "in-doubt", fault: first.fault, about: doubts.map(({ schedule }) => schedule), facts };
}

/** The operation as plans show it; `what` says in words what is started. */
export function describeTrigger(schedule: ScheduleName, what: string): string {
  return `invoke ${formatPath(SMS_CLIENT)}.TriggerSchedule("${scheduleId(schedule)}") (${what})`;
}
