import { computersByName, firstLabel } from "../adminservice/computers.ts";
import { identify } from "../adminservice/identify.ts";
import { type LastScans, lastScans } from "../adminservice/scans.ts";
import { Fault } from "../base/fault.ts";
import type { Staleness } from "../model/selection.ts";
import { type OpenSite, questionLimits, type SiteInquiry } from "./site.ts";

/** Names, by what the site says of their reports. Each name stands in one of them. */
export interface Narrowed {
  /** One of the inventories that count is as old as that, or there never was a report of it. */
  readonly stale: readonly string[];
  readonly fresh: readonly string[];
  /** Of these the site knows no client, or several: nothing can be said of them, so they are not meant. */
  readonly unknown: readonly string[];
}

/** Which computers have not reported for so long. Ages are measured by the site's own clock, as its answers tell it. */
export function narrowStale(site: SiteInquiry, names: readonly string[], staleness: Staleness): Promise<Narrowed> {
  return site.ask("Targets are narrowed by `stale`", async (open) => {
    const ids = await idsOf(open, names);
    const scans = await lastScans(open.service, [...new Set(ids.values())], questionLimits());
    const { siteTime } = open.service;
    if (siteTime === null) throw new Fault("INV615", `${open.service.name} does not say what time it is.`);
    const narrowed = { stale: [] as string[], fresh: [] as string[], unknown: [] as string[] };
    for (const name of names) {
      const id = ids.get(name);
      const own = id === undefined ? undefined : scans.get(id);
      const end = own === undefined ? "unknown" : isStale(own, staleness, siteTime) ? "stale" : "fresh";
      narrowed[end].push(name);
    }
    return narrowed;
  });
}

async function idsOf({ service }: OpenSite, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const bearing = await computersByName(service, names, questionLimits());
  const ids = new Map<string, number>();
  for (const name of names) {
    try {
      ids.set(name, identify(name, bearing.get(firstLabel(name)) ?? [], service.name).resourceId);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
    }
  }
  return ids;
}

function isStale({ hardware, software }: LastScans, { hardwareMs, softwareMs }: Staleness, now: number): boolean {
  const isOld = (scan: number | null, ms: number | null) => ms !== null && (scan === null || now - scan >= ms);
  return isOld(hardware, hardwareMs) || isOld(software, softwareMs);
}
