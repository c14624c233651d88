/** The inventory agent's classes: memdocs, client classes InventoryActionStatus, InventoryAction and InventoryDataItem. */
import { scheduleId } from "../../configmgr/schedules.ts";
import type { InventoryRow } from "../agent.ts";
import type { SimClass, SimInstance } from "../class.ts";

/** What the agent remembers of each inventory. */
export const inventoryActionStatus: SimClass = {
  name: "InventoryActionStatus",
  key: "InventoryActionID",
  instances: (client) => client.agent.rows.map(statusInstance),
  delete: (client, key) => client.agent.delete(canonicalId(key)),
};

function statusInstance(row: InventoryRow): SimInstance {
  return {
    className: "InventoryActionStatus",
    properties: {
      InventoryActionID: row.id,
      LastCycleStartedDate: date(row.lastCycleStarted),
      LastMajorReportVersion: row.major,
      LastMinorReportVersion: row.minor,
      LastReportDate: date(row.lastReport),
    },
  };
}

const DESCRIPTIONS = { hardware: "Hardware", software: "Software", discovery: "Discovery" } as const;

/** What the policy in force has the agent collect. */
export const inventoryAction: SimClass = {
  name: "InventoryAction",
  key: "InventoryActionID",
  instances: ({ kind }) =>
    (Object.keys(DESCRIPTIONS) as (keyof typeof DESCRIPTIONS)[])
      .filter((name) => !(kind.disabled ?? []).includes(name))
      .map((name) => ({
        className: "InventoryAction",
        properties: {
          DefaultTimeout: 600,
          Description: DESCRIPTIONS[name],
          InventoryActionID: scheduleId(name),
          ReportDestination: "mp:MP_HinvEndpoint",
          ReportTimeout: 4_320,
          ReportType: "Full",
        },
      })),
};

/** Which classes a hardware report is made of; grows when new policy comes into force. */
export const inventoryItem: SimClass = {
  name: "InventoryDataItem",
  key: "DataItemID",
  instances: ({ policy }) =>
    policy.itemClasses.map((itemClass, index) => ({
      className: "InventoryDataItem",
      properties: {
        DataItemID: `{00000000-0000-0000-0000-${String(index + 1).padStart(12, "0")}}`,
        InventoryActionID: scheduleId("hardware"),
        ItemClass: itemClass,
        Namespace: "\\\\\\\\.\\\\root\\\\cimv2",
        Properties: "Name",
        Timeout: 600,
      },
    })),
};

/** Schedule and action ids are compared without regard to case. */
export function canonicalId(id: string): string {
  return id.trim().toLowerCase();
}

function date(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
