import { seededRandom } from "../../base/random.ts";
import { scheduleId } from "../../configmgr/schedules.ts";
import type { SimClient } from "../client.ts";

/** An inventory whose reports a site dates. */
export type LoadedInventory = "hardware" | "software";

/** How long a report is on its way: the least and the most, in milliseconds. */
export type LoadTime = readonly [number, number];

/** How a site takes reports in. */
export interface Loading {
  readonly loadMs: LoadTime;
  /** The last report before the fleet started, or null. */
  readonly before: number | null;
}

/** Unless it is said otherwise. */
export const USUAL_LOAD_MS: LoadTime = [2_000, 6_000];

/**
 * The date of the last report that the site has taken in, in milliseconds since 1970; null for none. It is the client's
 * own date of the report, as it stands in the report's head, whatever the site's clock says; what was reported before
 * the fleet started has long arrived.
 */
export function loadedAt(client: SimClient, inventory: LoadedInventory, { loadMs, before }: Loading): number | null {
  const id = scheduleId(inventory);
  const { reports } = client.agent;
  const skewMs = client.now() - client.clock.now();
  const own = reports.filter((report) => report.id === id);
  for (const [index, { reported }] of [...own.entries()].reverse()) {
    const random = seededRandom(reported + index)();
    const onItsWayMs = loadMs[0] + random * (loadMs[1] - loadMs[0]);
    if (client.clock.now() >= reported - skewMs + onItsWayMs) return reported;
  }
  return before;
}
