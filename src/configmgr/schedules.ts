/** The namespaces of the ConfigMgr client. */
export const CLIENT_NAMESPACE = "root\\ccm";
/** The namespace of its inventory agent. */
export const INVENTORY_NAMESPACE = "root\\ccm\\invagt";

/** One schedule that SMS_Client.TriggerSchedule knows. */
export interface Schedule {
  /** As runbooks name it. */
  readonly name: string;
  /** The last three digits of its id, all others being zero. */
  readonly number: string;
  readonly title: string;
  /** Where the id and the title are documented. */
  readonly source: string;
}

const TRIGGER_PAGE =
  "memdocs: develop/reference/core/clients/client-classes/triggerschedule-method-in-class-sms_client";
const ACTION_PAGE = "memdocs: develop/reference/core/clients/client-classes/inventoryaction-client-wmi-class";

/**
 * The client's schedules. The first two are inventories as well: their ids name the rows of InventoryActionStatus.
 * Left out on purpose: the per-user schedules 026, 027 and 122, which TriggerSchedule does not start.
 */
export const schedules = [
  { name: "hardware", number: "001", title: "Hardware Inventory", source: ACTION_PAGE },
  { name: "software", number: "002", title: "Software Inventory", source: ACTION_PAGE },
  { name: "discovery", number: "003", title: "Data Discovery Record", source: ACTION_PAGE },
  { name: "file-collection", number: "010", title: "File Collection", source: ACTION_PAGE },
  { name: "idmif-collection", number: "011", title: "IDMIF Collection", source: ACTION_PAGE },
  { name: "machine-policy-request", number: "021", title: "Machine Policy Assignments Request", source: TRIGGER_PAGE },
  { name: "machine-policy-evaluation", number: "022", title: "Machine Policy Evaluation", source: TRIGGER_PAGE },
  {
    name: "software-metering",
    number: "031",
    title: "Software Metering Generating Usage Report",
    source: TRIGGER_PAGE,
  },
  { name: "source-update", number: "032", title: "Source Update Message", source: TRIGGER_PAGE },
  {
    name: "update-evaluation",
    number: "108",
    title: "Software Updates Assignments Evaluation Cycle",
    source: TRIGGER_PAGE,
  },
  { name: "state-messages", number: "111", title: "Send Unsent State Message", source: TRIGGER_PAGE },
  { name: "update-scan", number: "113", title: "Scan by Update Source", source: TRIGGER_PAGE },
] as const satisfies readonly Schedule[];

export type ScheduleName = (typeof schedules)[number]["name"];

/** The id in full: `{00000000-0000-0000-0000-000000000001}`. */
export function scheduleId(name: ScheduleName): string {
  const row = schedules.find((schedule) => schedule.name === name) as Schedule;
  return `{00000000-0000-0000-0000-000000000${row.number}}`;
}
