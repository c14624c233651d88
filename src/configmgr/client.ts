import { type CimInstance, cimUint32, formatPath } from "../base/cim.ts";
import { Fault } from "../base/fault.ts";
import type { StepSession } from "../model/step.ts";
import { type Inventory, type InventoryRow, rowPath, toRow } from "./inventory.ts";
import { CLIENT_NAMESPACE, INVENTORY_NAMESPACE, type ScheduleName, scheduleId, schedules } from "./schedules.ts";

/**
 * Reads the row of an inventory; null where it is absent. Get answers alike for an absent row and an absent
 * namespace, so before "absent" is believed a query tells them apart: on a computer without the client it is a fault.
 */
export async function readRow(session: StepSession, inventory: Inventory): Promise<InventoryRow | null> {
  const row = await pollRow(session, inventory);
  if (row !== null) return row;
  await proveAgent(session);
  return null;
}

/** Reads the row where the agent's namespace is known to exist; null where the row is absent. */
export async function pollRow(session: StepSession, inventory: Inventory): Promise<InventoryRow | null> {
  try {
    return toRow(await session.get(rowPath(inventory)));
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "INV701") return null;
    throw await agentFault(session, fault);
  }
}

/**
 * Deletes the row, so that the next report is a full one. That nothing is left to delete is success too: a delete that
 * is sent again after a lost answer finds the work of the first.
 */
export async function deleteRow(session: StepSession, inventory: Inventory): Promise<void> {
  try {
    await session.delete(rowPath(inventory));
  } catch (fault) {
    if (!(fault instanceof Fault && fault.code === "INV701")) throw fault;
  }
}

/**
 * SMS_Client.TriggerSchedule: asks the agent to start a cycle. Success means that the request was queued, no more.
 * A ReturnValue that is absent or null is success; so practice has it.
 */
export async function trigger(session: StepSession, schedule: ScheduleName): Promise<void> {
  const path = { namespace: CLIENT_NAMESPACE, className: "SMS_Client" };
  let output: CimInstance;
  try {
    output = await session.invoke(path, "TriggerSchedule", { sScheduleID: scheduleId(schedule) });
  } catch (fault) {
    throw translateTrigger(fault, schedule);
  }
  const returned = cimUint32(output, "ReturnValue");
  if (returned === null || returned === 0) return;
  const hex = `0x${returned.toString(16).toUpperCase().padStart(8, "0")}`;
  throw new Fault("INV806", `TriggerSchedule for ${titleOf(schedule)} returned ${hex}.`, {
    delivered: "yes",
    detail: { returned: hex },
  });
}

function translateTrigger(fault: unknown, schedule: ScheduleName): unknown {
  if (!(fault instanceof Fault)) return fault;
  const options = {
    cause: fault,
    delivered: fault.delivered,
    ...(fault.detail === undefined ? {} : { detail: fault.detail }),
  };
  if (fault.code === "INV701")
    return new Fault("INV807", `The client has no schedule for ${titleOf(schedule)} in its policy.`, options);
  if (fault.code === "INV702") return noClient(options);
  return fault;
}

function titleOf(name: ScheduleName): string {
  return schedules.find((schedule) => schedule.name === name)?.title ?? name;
}

/** A query over the class answers without a row, or with a fault where namespace or class are missing. */
async function proveAgent(session: StepSession): Promise<void> {
  try {
    await session.query(INVENTORY_NAMESPACE, "select InventoryActionID from InventoryActionStatus");
  } catch (fault) {
    throw await agentFault(session, fault);
  }
}

/** Tells "no client" from "a client without its inventory agent", by asking for the client's own class. */
async function agentFault(session: StepSession, fault: unknown): Promise<unknown> {
  if (!(fault instanceof Fault) || fault.code !== "INV702") return fault;
  const options = {
    cause: fault,
    delivered: fault.delivered,
    ...(fault.detail === undefined ? {} : { detail: fault.detail }),
  };
  try {
    await session.query(CLIENT_NAMESPACE, "select ClientVersion from SMS_Client");
  } catch (inner) {
    return inner instanceof Fault && inner.code === "INV702" ? noClient(options) : inner;
  }
  const missing = formatPath({ namespace: INVENTORY_NAMESPACE, className: "InventoryActionStatus" });
  return new Fault("INV802", `A ConfigMgr client is here, but ${missing} is missing.`, options);
}

function noClient(options: ConstructorParameters<typeof Fault>[2]): Fault {
  return new Fault("INV801", `No ConfigMgr client here: ${CLIENT_NAMESPACE} is missing.`, options);
}
