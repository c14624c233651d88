import type { JsonObject } from "../base/json.ts";
import type { WebLimits } from "../net/web.ts";
import { siteClasses } from "./classes.ts";
import { countOf, flagOf, textOf, textsOf } from "./document.ts";
import { literal } from "./question.ts";
import { listAll } from "./rows.ts";
import type { AdminService } from "./service.ts";

/** A computer as SMS_R_System has it. */
export interface SiteComputer {
  readonly resourceId: number;
  readonly name: string;
  /** Full names that it registered, older ones among them. */
  readonly fullNames: readonly string[];
  readonly isServer: boolean;
  /** It has a client, and its record is in use. */
  readonly current: boolean;
}

/**
 * Of so many terms a filter is made: the usual bound of an OData service is 100 nodes, of which a term takes four.
 * (ASP.NET OData, ODataValidationSettings.MaxNodeCount; what the administration service allows is not documented.)
 */
const TERMS = 20;
/** From so many on all of the class is read: that takes fewer questions. */
const MOST_ASKED = 2_000;
const { system } = siteClasses;

/** Computers by their ResourceID; those that the site does not know, or does not show, are missing. */
export async function computersById(
  service: AdminService,
  ids: readonly number[],
  limits: WebLimits,
): Promise<ReadonlyMap<number, SiteComputer>> {
  const wanted = new Set(ids);
  const terms = ids.map((id) => `ResourceId eq ${id}`);
  const found = new Map<number, SiteComputer>();
  await readComputers(service, terms, limits, (one) => {
    if (wanted.has(one.resourceId)) found.set(one.resourceId, one);
  });
  return found;
}

/** Computers by the first label of their names, folded; several of one name are all given. */
export async function computersByName(
  service: AdminService,
  names: Iterable<string>,
  limits: WebLimits,
): Promise<ReadonlyMap<string, readonly SiteComputer[]>> {
  const labels = new Set([...names].map(firstLabel));
  const found = new Map<string, SiteComputer[]>();
  const terms = [...labels].map((label) => `Name eq ${literal(label.slice(0, NETBIOS_CHARACTERS))}`);
  await readComputers(service, terms, limits, (one) => {
    const bearing = [one.name, ...one.fullNames].map(firstLabel).filter((label) => labels.has(label));
    for (const label of new Set(bearing)) found.set(label, [...(found.get(label) ?? []), one]);
  });
  return found;
}

/** [MS-NBTE] 1: a computer's NetBIOS name. */
const NETBIOS_CHARACTERS = 15;

/** What stands before the first dot, in lower case. */
export function firstLabel(name: string): string {
  return (name.split(".", 1)[0] as string).toLowerCase();
}

/** Asks for some at a time, or for all where they are many or the site takes no such filter. */
async function readComputers(
  service: AdminService,
  terms: readonly string[],
  limits: WebLimits,
  found: (one: SiteComputer) => void,
): Promise<void> {
  const seen = new Set<number>();
  const take = (row: JsonObject) => {
    const kept = readComputer(row);
    if (kept === null) return null;
    const key = kept.resourceId;
    if (!seen.has(key)) found(kept);
    seen.add(key);
    return { key, kept: null };
  };
  if (terms.length <= MOST_ASKED) {
    let known = true;
    for (let from = 0; known && from < terms.length; from += TERMS) {
      const filter = terms.slice(from, from + TERMS).join(" or ");
      known = (await listAll(service, { of: system, filter, take, limits })) !== null;
    }
    if (known) return;
  }
  await listAll(service, { of: system, filter: null, take, limits });
}

function readComputer(row: JsonObject): SiteComputer | null {
  const resourceId = countOf(row, "ResourceId");
  const name = textOf(row, "Name");
  if (resourceId === null || name === null) return null;
  const dotted = (one: string) => one.includes(".");
  return {
    resourceId,
    name,
    fullNames: textsOf(row, "ResourceNames").filter(dotted),
    isServer: /server/i.test(textOf(row, "OperatingSystemNameandVersion") ?? ""),
    current:
      flagOf(row, "Client") === true && flagOf(row, "Obsolete") !== true && flagOf(row, "Decommissioned") !== true,
  };
}
