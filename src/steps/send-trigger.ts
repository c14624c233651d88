import { formatPath } from "../base/cim.ts";
import { Fault, type FaultRecord } from "../base/fault.ts";
import { SMS_CLIENT, trigger } from "../configmgr/calls.ts";
import { type ScheduleName, scheduleId } from "../configmgr/schedules.ts";
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

/** The operation as plans show it; `what` says in words what is started. */
export function describeTrigger(schedule: ScheduleName, what: string): string {
  return `invoke ${formatPath(SMS_CLIENT)}.TriggerSchedule("${scheduleId(schedule)}") (${what})`;
}
