import type { JsonObject } from "../base/json.ts";
import type { WebLimits } from "../net/web.ts";
import { type SiteInventory, scanProperties, siteClasses } from "./classes.ts";
import { countOf, textOf } from "./document.ts";
import { listAll } from "./rows.ts";
import type { AdminService } from "./service.ts";

/** When the site took in the last report of each inventory of one computer, in milliseconds since 1970; null for never. */
export type LastScans = Readonly<Record<SiteInventory, number | null>>;

/** As in computers.ts: a term of a filter takes four nodes of the hundred that are usual. */
const TERMS = 20;
/** From so many on all of the class is read. */
const MOST_ASKED = 2_000;
/** xs:dateTime; without a zone it is in UTC, as the site keeps its times. */
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

/** The last scans of computers by their ResourceID; who has no row is missing. */
export async function lastScans(
  service: AdminService,
  ids: readonly number[],
  limits: WebLimits,
): Promise<ReadonlyMap<number, LastScans>> {
  const { device } = siteClasses;
  const wanted = new Set(ids);
  const found = new Map<number, LastScans>();
  const take = (row: JsonObject) => {
    const id = countOf(row, "ResourceID");
    if (id === null) return null;
    if (wanted.has(id)) found.set(id, { hardware: scanOf(row, "hardware"), software: scanOf(row, "software") });
    return { key: id, kept: null };
  };
  const list = (filter: string | null) => listAll(service, { of: device, filter, take, limits });
  if (ids.length <= MOST_ASKED) {
    let known = true;
    for (let from = 0; known && from < ids.length; from += TERMS) {
      const terms = ids.slice(from, from + TERMS).map((id) => `ResourceID eq ${id}`);
      known = (await list(terms.join(" or "))) !== null;
    }
    if (known) return found;
  }
  await list(null);
  return found;
}

function scanOf(row: JsonObject, inventory: SiteInventory): number | null {
  const written = textOf(row, scanProperties[inventory]) ?? "";
  const parts = DATE.exec(written);
  if (parts === null) return null;
  const ms = Date.parse(parts[1] === undefined ? `${written}Z` : written);
  return Number.isNaN(ms) ? null : ms;
}
