import { scheduleId, schedules } from "../configmgr/schedules.ts";
import type { InventoryRow } from "./agent.ts";
import type { SimClient } from "./client.ts";
import { SoapFault } from "./faults.ts";

/**
 * The WMI classes of a simulated client. Sources: Microsoft's reference of the ConfigMgr client's classes
 * (InventoryActionStatus, InventoryAction, SMS_Client) and of Win32 and StdRegProv.
 */

/** A property: a Date is a CIM datetime, null is nil, a list is an array. */
export type PropertyValue = string | number | boolean | Date | null | readonly string[];

/** One instance, or the output object of a method. */
export interface SimInstance {
  readonly className: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** Who calls a method, and with what; names are case-sensitive on the wire. */
export interface Call {
  readonly client: SimClient;
  readonly connection: number;
  readonly input: ReadonlyMap<string, string>;
}

/** One class of one namespace. */
export interface SimClass {
  readonly name: string;
  /** Its one key, or null for a singleton. */
  readonly key: string | null;
  instances(client: SimClient): readonly SimInstance[];
  /** Deletes the instance with that key; false where there is none. Absent: the provider is not capable of it. */
  readonly delete?: (client: SimClient, key: string) => boolean;
  /** Static methods, by name. */
  readonly methods?: Readonly<Record<string, (call: Call) => Readonly<Record<string, PropertyValue>>>>;
}

const inventoryActionStatus: SimClass = {
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

const inventoryAction: SimClass = {
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

const smsClient: SimClass = {
  name: "SMS_Client",
  key: null,
  instances: () => [
    {
      className: "SMS_Client",
      properties: {
        AllowLocalAdminOverride: true,
        ClientType: 1,
        ClientVersion: "5.00.9128.1007",
        EnableAutoAssignment: false,
      },
    },
  ],
  methods: {
    GetAssignedSite: () => ({ ReturnValue: 0, sSiteCode: "P01" }),
    TriggerSchedule: ({ client, connection, input }) => {
      const id = canonicalId(input.get("sScheduleID") ?? "");
      const subject = "SMS_Client.TriggerSchedule";
      if (!/^\{[0-9a-f-]{36}\}$/i.test(id)) throw new SoapFault("badParameter", { operation: "ExecMethod", subject });
      if (!KNOWN_SCHEDULES.has(id)) throw new SoapFault("scheduleUnknown", { operation: "ExecMethod", subject });
      client.deeds.note(connection, { deed: "trigger", subject: id, result: client.agent.trigger(id) });
      return { ReturnValue: 0 };
    },
  },
};

const KNOWN_SCHEDULES: ReadonlySet<string> = new Set(schedules.map((schedule) => scheduleId(schedule.name)));

const computerSystem: SimClass = {
  name: "Win32_ComputerSystem",
  key: "Name",
  instances: ({ names }) => [
    {
      className: "Win32_ComputerSystem",
      properties: {
        DNSHostName: names.dnsComputer.split(".")[0] as string,
        Domain: names.dnsDomain,
        Name: names.computer,
        PartOfDomain: true,
        Roles: ["LM_Workstation", "LM_Server", "NT"],
        UserName: null,
      },
    },
  ],
};

const CCMEXEC_KEY = "SOFTWARE\\Microsoft\\CCM\\CcmExec";

const registry: SimClass = {
  name: "StdRegProv",
  key: null,
  instances: () => [],
  methods: {
    GetStringValue: ({ client, input }) => {
      const known =
        input.get("sSubKeyName")?.toLowerCase() === CCMEXEC_KEY.toLowerCase() &&
        input.get("sValueName")?.toLowerCase() === "provisioningmode" &&
        client.kind.wmi !== "no-client";
      // ERROR_FILE_NOT_FOUND is what the provider returns for a key or value that is not there.
      return known ? { ReturnValue: 0, sValue: String(client.kind.provisioning ?? false) } : { ReturnValue: 2 };
    },
  },
};

const NAMESPACES: Readonly<Record<string, readonly SimClass[]>> = {
  "root\\cimv2": [computerSystem, registry],
  "root\\default": [registry],
  "root\\ccm": [smsClient],
  "root\\ccm\\invagt": [inventoryActionStatus],
  "root\\ccm\\policy\\machine\\actualconfig": [inventoryAction],
};

/**
 * The class of that name (lower case) on this client; null where class or namespace are missing. A refused account
 * is refused in the client's own namespaces, which administrators alone may enter, not in the computer's.
 */
export function findClass(client: SimClient, namespace: string, className: string): SimClass | null {
  const inClient = namespace === "root\\ccm" || namespace.startsWith("root\\ccm\\");
  const { wmi = "whole" } = client.kind;
  if (inClient && wmi === "denied") throw new SoapFault("denied", { operation: "ConnectServer", subject: namespace });
  if (inClient && wmi === "no-client") return null;
  if (namespace === "root\\ccm\\invagt" && wmi === "no-agent") return null;
  return NAMESPACES[namespace]?.find((known) => known.name.toLowerCase() === className) ?? null;
}

/** Schedule and action ids are compared without regard to case. */
function canonicalId(id: string): string {
  return id.trim().toLowerCase();
}

function date(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
