import { type CimInstance, type CimPath, cimDatetime, cimUint32, parseCimDatetime } from "../base/cim.ts";
import type { JsonObject } from "../base/json.ts";
import { INVENTORY_NAMESPACE, scheduleId } from "./schedules.ts";

/** The inventories that can be reset, forced and awaited. */
export const inventories = ["hardware", "software"] as const;
export type Inventory = (typeof inventories)[number];

/**
 * A row of InventoryActionStatus (root\ccm\invagt), what the agent remembers of one inventory: the last cycle that
 * began, the last report it handed over, and that report's version. Dates are the client's own, as text from the wire;
 * anything but the key may be null. Source: memdocs, client class InventoryActionStatus.
 */
export interface InventoryRow {
  readonly cycleStarted: string | null;
  readonly reported: string | null;
  readonly major: number | null;
  readonly minor: number | null;
}

/** Names the one row of an inventory. */
export function rowPath(inventory: Inventory): CimPath {
  return {
    namespace: INVENTORY_NAMESPACE,
    className: "InventoryActionStatus",
    keys: { InventoryActionID: scheduleId(inventory) },
  };
}

/** Reads the row out of the instance the host sent. */
export function toRow(instance: CimInstance): InventoryRow {
  return {
    cycleStarted: cimDatetime(instance, "LastCycleStartedDate")?.text ?? null,
    reported: cimDatetime(instance, "LastReportDate")?.text ?? null,
    major: cimUint32(instance, "LastMajorReportVersion"),
    minor: cimUint32(instance, "LastMinorReportVersion"),
  };
}

/** The row as it stands in journals and reports. */
export function rowFacts(row: InventoryRow | null): JsonObject | null {
  return row === null ? null : { ...row };
}

/** The row out of facts read back, or null where there was none. */
export function rowFromFacts(facts: unknown): InventoryRow | null {
  if (typeof facts !== "object" || facts === null) return null;
  const { cycleStarted, reported, major, minor } = facts as Partial<InventoryRow>;
  return { cycleStarted: cycleStarted ?? null, reported: reported ?? null, major: major ?? null, minor: minor ?? null };
}

/** The same moment, in whichever way the client wrote it down. Two texts that are no dates are compared as texts. */
export function sameMoment(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return a === b;
  const left = parseCimDatetime(a);
  const right = parseCimDatetime(b);
  return left !== null && right !== null && left.micros === right.micros;
}
