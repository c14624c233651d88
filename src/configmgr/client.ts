import { Fault } from "../base/fault.ts";
import type { StepSession } from "../model/step.ts";
import { type Inventory, type InventoryRow, rowPath, toRow } from "./inventory.ts";
import { clientFault } from "./presence.ts";
import { INVENTORY_NAMESPACE } from "./schedules.ts";

const STATUS = { namespace: INVENTORY_NAMESPACE, className: "InventoryActionStatus" };

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
    throw await clientFault(session, fault, STATUS);
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

/** A query over the class answers without a row, or with a fault where namespace or class are missing. */
async function proveAgent(session: StepSession): Promise<void> {
  try {
    await session.query(INVENTORY_NAMESPACE, "select InventoryActionID from InventoryActionStatus");
  } catch (fault) {
    throw await clientFault(session, fault, STATUS);
  }
}
