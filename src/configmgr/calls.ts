import { type CimInstance, type CimPath, cimUint32 } from "../base/cim.ts";
import { Fault } from "../base/fault.ts";
import type { Look, StepSession } from "../model/step.ts";
import { because, callFault } from "./presence.ts";
import { CLIENT_NAMESPACE, type ScheduleName, scheduleId, scheduleTitle } from "./schedules.ts";

/** The client's own class, whose methods are static. Source: memdocs, client class SMS_Client. */
export const SMS_CLIENT: CimPath = { namespace: CLIENT_NAMESPACE, className: "SMS_Client" };

/** What RequestMachinePolicy is told: 0 fetches policy, 1 would compare checksums first (memdocs, its page). */
export const FETCH_POLICY = "0";

/**
 * SMS_Client.TriggerSchedule: asks the agent to start a cycle. Success means that the request was queued, no more.
 * `look` tells whether an earlier trigger, whose answer was lost, can be seen to have worked.
 */
export async function trigger(session: StepSession, schedule: ScheduleName, look?: Look): Promise<void> {
  const what = `TriggerSchedule for ${scheduleTitle(schedule)}`;
  try {
    await start(session, { method: "TriggerSchedule", input: { sScheduleID: scheduleId(schedule) }, what, look });
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== "INV701") throw fault;
    const message = `The client has no schedule for ${scheduleTitle(schedule)} in its policy.`;
    throw new Fault("INV807", message, because(fault));
  }
}

/** SMS_Client.RequestMachinePolicy: asks the client to fetch its policy from the management point. */
export async function requestPolicy(session: StepSession): Promise<void> {
  await start(session, { method: "RequestMachinePolicy", input: { uFlags: FETCH_POLICY } });
}

/** SMS_Client.EvaluateMachinePolicy: asks the client to put into force what it has fetched. */
export async function evaluatePolicy(session: StepSession): Promise<void> {
  await start(session, { method: "EvaluateMachinePolicy", input: {} });
}

/** A method that starts work on the client. */
interface Start {
  readonly method: string;
  readonly input: Readonly<Record<string, string>>;
  /** As messages call it; the method where it is not given. */
  readonly what?: string;
  readonly look?: Look | undefined;
}

/** A ReturnValue that is absent or null is success; so practice has it. */
async function start(session: StepSession, { method, input, what = method, look }: Start): Promise<void> {
  let output: CimInstance;
  try {
    output = await session.invoke(SMS_CLIENT, method, input, look);
  } catch (fault) {
    throw await callFault(session, fault);
  }
  const returned = cimUint32(output, "ReturnValue");
  if (returned === null || returned === 0) return;
  const hex = `0x${returned.toString(16).toUpperCase().padStart(8, "0")}`;
  throw new Fault("INV806", `${what} returned ${hex}.`, { delivered: "yes", detail: { returned: hex } });
}
