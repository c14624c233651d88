/** The namespaces of the ConfigMgr client. */
export const CLIENT_NAMESPACE = "root\\ccm";
/** The namespace of its inventory agent. */
export const INVENTORY_NAMESPACE = "root\\ccm\\invagt";

/** The namespace of the policy that is in force for the computer. */
export const ACTUAL_CONFIG_NAMESPACE = "root\\ccm\\policy\\machine\\actualconfig";

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

const CLASSES = "memdocs: develop/reference/core/clients/client-classes";
const TRIGGER_PAGE = `${CLASSES}/triggerschedule-method-in-class-sms_client`;
const ACTION_PAGE = `${CLASSES}/inventoryaction-client-wmi-class`;
const SEND_PAGE = "memdocs: core/support/send-schedule-tool";

/**
 * The client's schedules. The first two are inventories as well: their ids name the rows of InventoryActionStatus.
 * Left out on purpose: 026, 027 and 122, which belong to each user's own policy, where TriggerSchedule does not reach
 * them; 101 and 102, second names of 001 and 002 whose reports nothing here could tell apart.
 */
export const schedules = [
  { name: "hardware", number: "001", title: "Hardware Inventory", source: ACTION_PAGE },
  { name: "software", number: "002", title: "Software Inventory", source: ACTION_PAGE },
  { name: "discovery", number: "003", title: "Data Discovery Record", source: ACTION_PAGE },
  { name: "file-collection", number: "010", title: "File Collection", source: ACTION_PAGE },
  { name: "idmif-collection", number: "011", title: "IDMIF Collection", source: ACTION_PAGE },
  { name: "client-authentication", number: "012", title: "Client Machine Authentication", source: TRIGGER_PAGE },
  { name: "machine-policy-request", number: "021", title: "Machine Policy Assignments Request", source: TRIGGER_PAGE },
  { name: "machine-policy-evaluation", number: "022", title: "Machine Policy Evaluation", source: TRIGGER_PAGE },
  { name: "default-mp-refresh", number: "023", title: "Refresh Default MP Task", source: TRIGGER_PAGE },
  {
    name: "location-refresh",
    number: "024",
    title: "LS (Location Service) Refresh Locations Task",
    source: TRIGGER_PAGE,
  },
  {
    name: "location-timeout-refresh",
    number: "025",
    title: "LS (Location Service) Timeout Refresh Task",
    source: TRIGGER_PAGE,
  },
  {
    name: "software-metering",
    number: "031",
    title: "Software Metering Generating Usage Report",
    source: TRIGGER_PAGE,
  },
  { name: "source-update", number: "032", title: "Source Update Message", source: TRIGGER_PAGE },
  { name: "proxy-cache-clearing", number: "037", title: "Clearing proxy settings cache", source: TRIGGER_PAGE },
  { name: "machine-policy-cleanup", number: "040", title: "Machine Policy Agent Cleanup", source: TRIGGER_PAGE },
  { name: "user-policy-cleanup", number: "041", title: "User Policy Agent Cleanup", source: TRIGGER_PAGE },
  {
    name: "machine-policy-validation",
    number: "042",
    title: "Policy Agent Validate Machine Policy / Assignment",
    source: TRIGGER_PAGE,
  },
  {
    name: "user-policy-validation",
    number: "043",
    title: "Policy Agent Validate User Policy / Assignment",
    source: TRIGGER_PAGE,
  },
  {
    name: "certificate-refresh",
    number: "051",
    title: "Retrying/Refreshing certificates in AD on MP",
    source: TRIGGER_PAGE,
  },
  { name: "peer-dp-status", number: "061", title: "Peer DP Status reporting", source: TRIGGER_PAGE },
  { name: "peer-dp-packages", number: "062", title: "Peer DP Pending package check schedule", source: TRIGGER_PAGE },
  { name: "update-install", number: "063", title: "SUM Updates install schedule", source: TRIGGER_PAGE },
  { name: "discovery-cycle", number: "103", title: "Discovery Data Collection Cycle", source: TRIGGER_PAGE },
  { name: "file-collection-cycle", number: "104", title: "File Collection Cycle", source: TRIGGER_PAGE },
  { name: "idmif-collection-cycle", number: "105", title: "IDMIF Collection Cycle", source: TRIGGER_PAGE },
  {
    name: "software-metering-cycle",
    number: "106",
    title: "Software Metering Usage Report Cycle",
    source: TRIGGER_PAGE,
  },
  {
    name: "source-list-update",
    number: "107",
    title: "Windows Installer Source List Update Cycle",
    source: TRIGGER_PAGE,
  },
  {
    name: "update-evaluation",
    number: "108",
    title: "Software Updates Assignments Evaluation Cycle",
    source: TRIGGER_PAGE,
  },
  {
    name: "branch-dp-maintenance",
    number: "109",
    title: "Branch Distribution Point Maintenance Task",
    source: TRIGGER_PAGE,
  },
  { name: "dcm-policy", number: "110", title: "DCM policy", source: SEND_PAGE },
  { name: "state-messages", number: "111", title: "Send Unsent State Message", source: TRIGGER_PAGE },
  { name: "state-cache-cleanout", number: "112", title: "State System policy cache cleanout", source: TRIGGER_PAGE },
  { name: "update-scan", number: "113", title: "Scan by Update Source", source: TRIGGER_PAGE },
  { name: "update-store-policy", number: "114", title: "Update Store Policy", source: TRIGGER_PAGE },
  { name: "state-bulk-high", number: "115", title: "State system policy bulk send high", source: TRIGGER_PAGE },
  { name: "state-bulk-low", number: "116", title: "State system policy bulk send low", source: TRIGGER_PAGE },
  { name: "application-policy", number: "121", title: "Application manager policy action", source: TRIGGER_PAGE },
  {
    name: "application-evaluation",
    number: "123",
    title: "Application manager global evaluation action",
    source: TRIGGER_PAGE,
  },
  { name: "power-summary", number: "131", title: "Power management start summarizer", source: TRIGGER_PAGE },
  { name: "endpoint-deployment", number: "221", title: "Endpoint deployment reevaluate", source: TRIGGER_PAGE },
  { name: "endpoint-policy", number: "222", title: "Endpoint AM policy reevaluate", source: TRIGGER_PAGE },
  { name: "external-events", number: "223", title: "External event detection", source: TRIGGER_PAGE },
] as const satisfies readonly Schedule[];

export type ScheduleName = (typeof schedules)[number]["name"];

/** The id in full: `{00000000-0000-0000-0000-000000000001}`. */
export function scheduleId(name: ScheduleName): string {
  const row = schedules.find((schedule) => schedule.name === name) as Schedule;
  return `{00000000-0000-0000-0000-000000000${row.number}}`;
}

/** As the documentation calls it. */
export function scheduleTitle(name: ScheduleName): string {
  return (schedules.find((schedule) => schedule.name === name) as Schedule).title;
}
