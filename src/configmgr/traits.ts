import { type CimInstance, cimString, cimUint32 } from "../base/cim.ts";
import { Fault } from "../base/fault.ts";
import type { StepSession } from "../model/step.ts";
import { SMS_CLIENT } from "./calls.ts";
import { type Inventory, inventories } from "./inventory.ts";
import { callFault, clientFault } from "./presence.ts";
import { ACTUAL_CONFIG_NAMESPACE, CLIENT_NAMESPACE, scheduleId } from "./schedules.ts";

/** The code of the site it is assigned to, in upper case; null where it is assigned to none. SMS_Client.GetAssignedSite. */
export async function readSite(session: StepSession): Promise<string | null> {
  const output = await ofClient(session, session.ask(SMS_CLIENT, "GetAssignedSite", {}));
  const site = clipped(cimString(output, "sSiteCode")).toUpperCase();
  return site === "" ? null : site;
}

/** SMS_Client.ClientVersion, such as `5.00.9096.1000`; null where it says none. */
export async function readVersion(session: StepSession): Promise<string | null> {
  const [client] = await ofClient(session, session.query(CLIENT_NAMESPACE, "select ClientVersion from SMS_Client"));
  return client === undefined ? null : clipped(cimString(client, "ClientVersion")) || null;
}

/** Longer than any site code or version; what a host says beyond that is not carried into reasons. */
const LONGEST = 40;

function clipped(text: string | null): string {
  return (text ?? "").trim().slice(0, LONGEST);
}

/** An answer of the client's own class: where that is missing there is no client. */
async function ofClient<T>(session: StepSession, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (fault) {
    throw await callFault(session, fault);
  }
}

const INVENTORY_ACTION = { namespace: ACTUAL_CONFIG_NAMESPACE, className: "InventoryAction" };

/** Inventories that the policy in force has switched on: those with a row of InventoryAction (memdocs, its page). */
export async function readEnabled(session: StepSession): Promise<readonly Inventory[]> {
  let rows: readonly CimInstance[];
  try {
    rows = await session.query(INVENTORY_ACTION.namespace, "select InventoryActionID from InventoryAction");
  } catch (fault) {
    throw await clientFault(session, fault, INVENTORY_ACTION);
  }
  const ids = new Set(rows.map((row) => cimString(row, "InventoryActionID")?.trim().toLowerCase()));
  return inventories.filter((inventory) => ids.has(scheduleId(inventory).toLowerCase()));
}

/** HKEY_LOCAL_MACHINE, as StdRegProv numbers the trees (its reference, GetStringValue). */
const LOCAL_MACHINE = "2147483650";
/**
 * What GetStringValue returns where key or value are missing: ERROR_FILE_NOT_FOUND of WinError.h for a key; 1 for a
 * value, which no document says and practice knows.
 */
const ABSENT: ReadonlySet<number> = new Set([1, 2]);

/** Where the client notes its provisioning mode: memdocs, osd/understand/provisioning-mode. */
export const PROVISIONING = {
  path: { namespace: "root\\cimv2", className: "StdRegProv" },
  method: "GetStringValue",
  input: {
    hDefKey: LOCAL_MACHINE,
    sSubKeyName: "SOFTWARE\\Microsoft\\CCM\\CcmExec",
    sValueName: "ProvisioningMode",
  },
} as const;

/** Whether the client is in provisioning mode. Where the value is missing it is not. */
export async function readProvisioningMode(session: StepSession): Promise<boolean> {
  const { path, method, input } = PROVISIONING;
  const output = await session.ask(path, method, input);
  const returned = cimUint32(output, "ReturnValue") ?? 0;
  if (ABSENT.has(returned)) return false;
  if (returned !== 0) throw unread("the registry value ProvisioningMode", `GetStringValue returned ${returned}`);
  return cimString(output, "sValue")?.trim().toLowerCase() === "true";
}

/** The fault of an answer that does not say what it was asked for. */
export function unread(what: string, why: string): Fault {
  return new Fault("INV809", `The computer does not say ${what}: ${why}.`, { delivered: "yes" });
}
