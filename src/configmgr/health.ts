import { cimString } from "../base/cim.ts";
import type { StepSession } from "../model/step.ts";
import { clientFault } from "./presence.ts";
import { INVENTORY_NAMESPACE } from "./schedules.ts";

/** How the client's own service stands: the classes Win32_Service and Win32_Process, by their reference. */
export interface AgentService {
  /** `Running`, `Stopped`, and a few between. */
  readonly state: string;
  /** `Auto`, `Manual` or `Disabled`. */
  readonly startMode: string;
}

/** Longer than any word of the two classes; what a host says beyond that is not carried on. */
const LONGEST = 40;

/** The service CcmExec (SMS Agent Host); null where there is none. */
export async function readAgentService(session: StepSession): Promise<AgentService | null> {
  const wql = "select State, StartMode from Win32_Service where Name = 'CcmExec'";
  const [service] = await session.query("root\\cimv2", wql);
  if (service === undefined) return null;
  const word = (name: string) => (cimString(service, name) ?? "").slice(0, LONGEST);
  return { state: word("State"), startMode: word("StartMode") };
}

/** Whether the program that installs and upgrades the client is running: memdocs, core/clients/deploy/about-client-installation-properties. */
export async function isBeingSetUp(session: StepSession): Promise<boolean> {
  const wql = "select Name from Win32_Process where Name = 'ccmsetup.exe'";
  return (await session.query("root\\cimv2", wql)).length > 0;
}

/** How many inventories the agent keeps a row of. Throws INV802 where the agent is missing. */
export async function countRows(session: StepSession): Promise<number> {
  try {
    return (await session.query(INVENTORY_NAMESPACE, "select InventoryActionID from InventoryActionStatus")).length;
  } catch (fault) {
    throw await clientFault(session, fault, { namespace: INVENTORY_NAMESPACE, className: "InventoryActionStatus" });
  }
}
