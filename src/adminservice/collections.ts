import type { JsonObject } from "../base/json.ts";
import type { WebLimits } from "../net/web.ts";
import { COMPUTER_CLIENT, DEVICE_COLLECTION, siteClasses } from "./classes.ts";
import { countOf, flagOf, textOf } from "./document.ts";
import { literal } from "./question.ts";
import { listAll } from "./rows.ts";
import type { AdminService } from "./service.ts";

/** A collection, as far as the site told of it. */
export interface SiteCollection {
  readonly id: string;
  readonly name: string;
  /** How many members the site counts; null where it does not say. */
  readonly members: number | null;
  /** Of computers, not of users. */
  readonly ofDevices: boolean;
}

/** One member of a collection. */
export interface Member {
  readonly resourceId: number;
  /** As the site has it: the NetBIOS name, mostly. */
  readonly name: string;
  /** A computer with a client that is in use: not obsolete, not decommissioned, not inactive. */
  readonly active: boolean;
}

/** What came of the search for a collection. */
export interface FoundCollections {
  /** Those with this id or name: one, unless several bear the name. */
  readonly found: readonly SiteCollection[];
  /** The names of all that this account can see, where none was found. */
  readonly known: readonly string[];
}

const { collection, membership } = siteClasses;
/** Three characters of the site, five that count: memdocs, SMS_Collection.CollectionID. */
const COLLECTION_ID = /^[A-Za-z0-9]{8}$/;

/** Looks a collection up by its id or its name, letters of either case. */
export async function findCollection(
  service: AdminService,
  wanted: string,
  limits: WebLimits,
): Promise<FoundCollections> {
  const keyed = COLLECTION_ID.test(wanted) ? await service.keyed(collection, wanted.toUpperCase(), limits) : null;
  const byId = keyed === null ? null : readCollection(keyed);
  if (byId !== null && byId.id.toUpperCase() === wanted.toUpperCase()) return { found: [byId], known: [] };
  const named = await listCollections(service, `Name eq ${literal(wanted)}`, limits);
  const folded = wanted.toLowerCase();
  const fits = ({ name }: SiteCollection) => name.toLowerCase() === folded;
  const found = [...(named ?? [])].filter(fits);
  if (found.length > 0) return { found, known: [] };
  // Some sites answer 404 to filters by a text: then all are read, as they are for the nearest name.
  const all = [...((await listCollections(service, null, limits)) ?? [])];
  return { found: all.filter(fits), known: all.map(({ name }) => name) };
}

async function listCollections(
  service: AdminService,
  filter: string | null,
  limits: WebLimits,
): Promise<Iterable<SiteCollection> | null> {
  const take = (row: JsonObject) => {
    const kept = readCollection(row);
    return kept === null ? null : { key: kept.id, kept };
  };
  const all = await listAll(service, { of: collection, filter, take, limits });
  return all === null ? null : all.values();
}

function readCollection(row: JsonObject): SiteCollection | null {
  const id = textOf(row, "CollectionID");
  const name = textOf(row, "Name");
  if (id === null || name === null) return null;
  const type = countOf(row, "CollectionType");
  return {
    id,
    name,
    members: countOf(row, "MemberCount"),
    ofDevices: type === null || type === DEVICE_COLLECTION,
  };
}

/**
 * Every member of a collection that this account can see, by its ResourceID; null where the site takes no filter by a
 * collection. Some take no `eq` with a text but `endswith`; ids are all of one length, so that both mean the same.
 */
export async function membersOf(
  service: AdminService,
  id: string,
  limits: WebLimits,
): Promise<ReadonlyMap<number | string, Member> | null> {
  const take = (row: JsonObject) => {
    const kept = readMember(row, id);
    return kept === null ? null : { key: kept.resourceId, kept };
  };
  for (const filter of [`CollectionID eq ${literal(id)}`, `endswith(CollectionID,${literal(id)}) eq true`]) {
    const members = await listAll(service, { of: membership, filter, take, limits });
    if (members !== null) return members;
  }
  return null;
}

function readMember(row: JsonObject, id: string): Member | null {
  const resourceId = countOf(row, "ResourceID");
  const name = textOf(row, "Name");
  const of = textOf(row, "CollectionID");
  if (resourceId === null || name === null || (of !== null && of.toUpperCase() !== id.toUpperCase())) return null;
  const type = countOf(row, "ClientType");
  const active =
    flagOf(row, "IsClient") === true &&
    flagOf(row, "IsObsolete") !== true &&
    flagOf(row, "IsDecommissioned") !== true &&
    flagOf(row, "IsActive") !== false &&
    (type === null || type === COMPUTER_CLIENT);
  return { resourceId, name, active };
}
