import { INVENTORY_NAMESPACE } from "../configmgr/schedules.ts";
import type { SimClass } from "./class.ts";
import { computerSystem, operatingSystem, processes, services, utcTime } from "./classes/computer.ts";
import { inventoryAction, inventoryActionStatus, inventoryItem } from "./classes/inventory.ts";
import { registry } from "./classes/registry.ts";
import { smsClient } from "./classes/sms-client.ts";
import type { SimClient } from "./client.ts";
import { SoapFault } from "./faults.ts";

/** The WMI classes of a simulated client, by namespace in lower case. */
const NAMESPACES: Readonly<Record<string, readonly SimClass[]>> = {
  "root\\cimv2": [computerSystem, operatingSystem, utcTime, processes, services, registry],
  "root\\default": [registry],
  "root\\ccm": [smsClient],
  "root\\ccm\\invagt": [inventoryActionStatus],
  "root\\ccm\\policy\\machine\\actualconfig": [inventoryAction, inventoryItem],
};

/**
 * The class of that name (lower case) on this client; null where class or namespace are missing. A refused account
 * is refused in the client's own namespaces, which administrators alone may enter, not in the computer's.
 */
export function findClass(client: SimClient, namespace: string, className: string): SimClass | null {
  const inClient = namespace === "root\\ccm" || namespace.startsWith("root\\ccm\\");
  const inAgent = namespace === INVENTORY_NAMESPACE;
  const { wmi = "whole" } = client.kind;
  if (inClient && wmi === "failing")
    throw new SoapFault("providerFails", { operation: "GetObject", subject: className });
  if ((inClient && wmi === "denied") || (inAgent && wmi === "agent-denied"))
    throw new SoapFault("denied", { operation: "ConnectServer", subject: namespace });
  if (inClient && wmi === "no-client") return null;
  if (inAgent && wmi === "no-agent") return null;
  return NAMESPACES[namespace]?.find((known) => known.name.toLowerCase() === className) ?? null;
}
