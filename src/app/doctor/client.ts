import { parseCimDatetime } from "../../base/cim.ts";
import { formatDuration } from "../../base/duration.ts";
import { Fault } from "../../base/fault.ts";
import { readRow } from "../../configmgr/client.ts";
import { readClock } from "../../configmgr/computer.ts";
import { countRows, isBeingSetUp, readAgentService } from "../../configmgr/health.ts";
import type { Inventory, InventoryRow } from "../../configmgr/inventory.ts";
import { readEnabled, readProvisioningMode, readSite, readVersion } from "../../configmgr/traits.ts";
import { deniedAccess } from "./enter.ts";
import { type Finding, type Look, noted, ok, type Patient, skipped } from "./patient.ts";

/** How the ConfigMgr client stands. */

/** root\ccm is open to the account, and a client is there. */
export const findClient: Look = async (patient) => {
  try {
    const version = await readVersion(patient.session);
    return version === null ? noted("a client that does not tell its version") : ok(`version ${version}`);
  } catch (fault) {
    throw deniedAccess(patient, fault);
  }
};

/** root\ccm\invagt is open to it as well. */
export const findAgent: Look = async ({ session, target: { name } }) => {
  try {
    const rows = await countRows(session);
    return ok(`it keeps ${rows === 1 ? "1 row" : `${rows} rows`} of its reports`);
  } catch (fault) {
    if (!isDenied(fault)) throw fault;
    const { delivered } = fault;
    throw new Fault("INV721", `${name} lets the account read its client, and not its inventory agent.`, {
      cause: fault,
      delivered,
    });
  }
};

/** Nobody is at work on the client. */
export const findSetup: Look = unlessDenied("root\\cimv2", async ({ session, target: { name } }) => {
  if (await isBeingSetUp(session)) throw new Fault("INV824", `On ${name} ccmsetup.exe is running.`);
  return ok("no ccmsetup.exe is running");
});

/** The client's service runs. */
export const findService: Look = unlessDenied("root\\cimv2", async ({ session, target: { name } }) => {
  const service = await readAgentService(session);
  if (service === null) throw new Fault("INV828", `${name} has no service CcmExec.`);
  const { state, startMode } = service;
  if (state.toLowerCase() === "running") return ok("CcmExec is running");
  const start = startMode.toLowerCase() === "disabled" ? ", and its start is disabled" : "";
  throw new Fault("INV820", `On ${name} the service CcmExec is ${state.toLowerCase() || "not running"}${start}.`);
});

/** It is assigned to a site. */
export const findSite: Look = async ({ session, target: { name } }) => {
  const site = await readSite(session);
  if (site === null) throw new Fault("INV821", `The client of ${name} is assigned to no site.`);
  return ok(`assigned to ${site}`);
};

/** It is not in provisioning mode. */
export const findProvisioning: Look = unlessDenied("the registry", async ({ session, target: { name } }) => {
  if (await readProvisioningMode(session)) throw new Fault("INV822", `The client of ${name} is in provisioning mode.`);
  return ok("not in provisioning mode");
});

/** Hardware inventory is switched on; that software inventory is not, is the custom in many places. */
export const readPolicy: Look = unlessDenied("the client's policy", async ({ session, seen, target: { name } }) => {
  const enabled = await readEnabled(session);
  seen.enabled = enabled;
  if (!enabled.includes("hardware"))
    throw new Fault("INV823", `On ${name} hardware inventory is switched off by policy.`);
  if (enabled.includes("software")) return ok("hardware and software inventory are switched on");
  return noted("hardware inventory is switched on, software inventory is not", "INV823");
});

/** How the row of an inventory stands, by the client's own clock. */
export function judgeRow(inventory: Inventory): Look {
  return async (patient) => {
    const { session, seen, target } = patient;
    if (seen.enabled !== null && !seen.enabled.includes(inventory)) return skipped("not needed: it is switched off");
    const row = await readRow(session, inventory);
    seen.hostTime ??= await timeOf(patient);
    return judged({ inventory, row, now: seen.hostTime, name: target.name });
  };
}

/** A cycle that has not reported after so long has come to nothing; software inventory may put itself off for a day. */
const LONGEST_CYCLE_MS = { hardware: 3_600_000, software: 86_400_000 } as const;
/** The custom of many sites: a client that was not heard of for so long is looked after. */
const STALE_MS = 30 * 86_400_000;

interface Judging {
  readonly inventory: Inventory;
  readonly row: InventoryRow | null;
  /** On the host's clock; null where it does not tell. */
  readonly now: number | null;
  readonly name: string;
}

function judged({ inventory, row, now, name }: Judging): Finding {
  if (row === null) throw new Fault("INV825", `${name} has no row of ${inventory} inventory: none was reported.`);
  const started = millis(row.cycleStarted);
  const reported = millis(row.reported);
  const ageOf = (moment: number | null) => (now === null || moment === null ? null : now - moment);
  const open = started !== null && (reported === null || started > reported);
  const cycleMs = ageOf(started);
  if (open && cycleMs !== null && cycleMs > LONGEST_CYCLE_MS[inventory]) {
    const message = `On ${name} a cycle of ${inventory} inventory began ${formatDuration(cycleMs)} ago and has not reported.`;
    throw new Fault("INV826", message);
  }
  if (reported === null) {
    if (open) return noted("its first cycle is running");
    throw new Fault("INV825", `${name} never reported its ${inventory} inventory.`);
  }
  const version = `version ${row.major ?? "?"}.${row.minor ?? "?"}`;
  const ageMs = ageOf(reported);
  if (ageMs !== null && ageMs > STALE_MS)
    throw new Fault("INV827", `${name} reported its ${inventory} inventory ${formatDuration(ageMs)} ago.`);
  const when = `reported ${row.reported}${ageMs === null || ageMs < 0 ? "" : `, ${formatDuration(ageMs)} ago`}, ${version}`;
  return open ? noted(`${when}; a cycle is running since ${row.cycleStarted}`) : ok(when);
}

function millis(date: string | null): number | null {
  const micros = date === null ? null : (parseCimDatetime(date)?.micros ?? null);
  return micros === null ? null : Number(micros / 1_000n);
}

async function timeOf({ session }: Patient): Promise<number | null> {
  try {
    return await readClock(session);
  } catch (fault) {
    if (isDenied(fault)) return null;
    throw fault;
  }
}

/** An account with the least rights that suffice may not read everything: that is no cause. */
function unlessDenied(what: string, look: Look): Look {
  return async (patient) => {
    try {
      return await look(patient);
    } catch (fault) {
      if (isDenied(fault)) return skipped(`not checked, since the account may not read ${what}`);
      throw fault;
    }
  };
}

function isDenied(fault: unknown): fault is Fault {
  return fault instanceof Fault && (fault.code === "INV703" || fault.code === "INV704");
}
