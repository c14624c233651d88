import { parseCimDatetime } from "../base/cim.ts";
import { inVersionRange, parseVersion, parseVersionRange, type VersionRange } from "../base/client-version.ts";
import { formatDuration, parseDuration } from "../base/duration.ts";
import type { JsonObject } from "../base/json.ts";
import { readRow } from "../configmgr/client.ts";
import { readClock } from "../configmgr/computer.ts";
import type { Inventory } from "../configmgr/inventory.ts";
import { readEnabled, readProvisioningMode, readSite, readVersion, unread } from "../configmgr/traits.ts";
import type { StepSession } from "../model/step.ts";
import type { RequireInput } from "./require-input.ts";

/** What one requirement came to. */
export interface Finding {
  /** What was read. */
  readonly facts: JsonObject;
  /** Why the client is left alone, in the same words for all clients of which the same is true; null where it is met. */
  readonly unmet: string | null;
}

/** Reads one requirement. */
export type Check = (session: StepSession) => Promise<Finding>;

/** The checks that an input asks for, in the order in which they are made. */
export function checksOf(input: RequireInput): readonly Check[] {
  const { site, enabled, "client-version": version, "last-report-older-than": ages } = input;
  return [
    ...(site === undefined ? [] : [(session: StepSession) => checkSite(session, site)]),
    ...(input["provisioning-mode"] === undefined ? [] : [checkProvisioningMode]),
    ...(enabled === undefined ? [] : [(session: StepSession) => checkEnabled(session, enabled)]),
    ...(version === undefined ? [] : [(session: StepSession) => checkVersion(session, version)]),
    ...(ages === undefined ? [] : [(session: StepSession) => checkAges(session, ages)]),
  ];
}

async function checkSite(session: StepSession, wanted: string): Promise<Finding> {
  const site = await readSite(session);
  const met = site === wanted.toUpperCase();
  return { facts: { site }, unmet: met ? null : `site is ${site ?? "none"}, not ${wanted.toUpperCase()}` };
}

async function checkProvisioningMode(session: StepSession): Promise<Finding> {
  const provisioning = await readProvisioningMode(session);
  return { facts: { provisioning }, unmet: provisioning ? "the client is in provisioning mode" : null };
}

async function checkEnabled(session: StepSession, wanted: readonly Inventory[]): Promise<Finding> {
  const enabled = await readEnabled(session);
  const missing = wanted.filter((inventory) => !enabled.includes(inventory));
  const unmet = missing.length === 0 ? null : `${missing.join(" and ")} inventory is not enabled`;
  return { facts: { enabled }, unmet };
}

async function checkVersion(session: StepSession, wanted: string): Promise<Finding> {
  const text = await readVersion(session);
  const version = text === null ? null : parseVersion(text);
  if (version === null) throw unread("its client's version", text === null ? "it is empty" : `${text} is none`);
  const met = inVersionRange(version, parseVersionRange(wanted) as VersionRange);
  return { facts: { version: text }, unmet: met ? null : `client version is ${text}, not ${wanted}` };
}

type Ages = NonNullable<RequireInput["last-report-older-than"]>;

/** By the client's own clock: nobody else's says how old its report is. */
async function checkAges(session: StepSession, wanted: Ages): Promise<Finding> {
  const limits = (Object.entries(wanted) as [Inventory, string][]).map(([inventory, age]) => ({
    inventory,
    ageMs: parseDuration(age) as number,
  }));
  const now = await readClock(session);
  if (now === null) throw unread("what time it is", "Win32_UTCTime is empty");
  const reported: Record<string, string | null> = {};
  const unmet: string[] = [];
  for (const { inventory, ageMs } of limits) {
    const date = (await readRow(session, inventory))?.reported ?? null;
    reported[inventory] = date;
    const micros = date === null ? null : (parseCimDatetime(date)?.micros ?? null);
    if (micros === null || now - Number(micros / 1_000n) > ageMs) continue;
    unmet.push(`${inventory} was reported less than ${formatDuration(ageMs)} ago`);
  }
  return { facts: { clock: new Date(now).toISOString(), reported }, unmet: unmet.join("; ") || null };
}
