import type { Server } from "node:https";
import type { Clock } from "../../base/clock.ts";
import type { Account } from "../account.ts";
import type { SimClient } from "../client.ts";
import type { FleetTls } from "../tls.ts";
import { quirksOf, type SiteQuirks } from "./answer.ts";
import { type LoadTime, USUAL_LOAD_MS } from "./loading.ts";
import { makeRecords } from "./records.ts";
import { createSiteServer, SERVICE_PATH, type SiteDeeds } from "./server.ts";
import { SiteModel } from "./site.ts";

/** What site to simulate beside the fleet. */
export interface SimSiteOptions {
  /** How many computers its largest collection has; the fleet's are among them. */
  readonly members?: number;
  /** Drawn by the seed where left out. */
  readonly quirks?: Partial<SiteQuirks>;
  readonly loadMs?: LoadTime;
}

/** What is true of the site, for whoever checks a run against it. */
export interface SiteTruth extends Readonly<SiteDeeds> {
  readonly service: string;
  readonly code: string;
  readonly computers: readonly {
    readonly name: string;
    readonly resourceId: number;
    readonly lastHardwareScan: string | null;
    readonly lastSoftwareScan: string | null;
  }[];
}

/** What it stands beside. */
export interface Beside {
  readonly clients: readonly SimClient[];
  readonly account: Account;
  readonly tls: FleetTls;
  readonly clock: Clock;
  readonly seed: number;
  readonly site: string;
}

/** A site's service, and the truth of it. */
export interface SimSite {
  readonly server: Server;
  /** Its address, once it listens on this port. */
  serviceAt(port: number): string;
  truth(service: string): SiteTruth;
}

/** Makes the service of a site whose clients are the fleet's. Not listening yet. */
export function createSite(options: SimSiteOptions, { clients, account, tls, clock, seed, site }: Beside): SimSite {
  const records = makeRecords(clients, { site, members: options.members ?? clients.length, seed });
  const quirks = { ...quirksOf(seed), ...options.quirks };
  const { idSpelling } = quirks;
  const model = new SiteModel({ site, records, loadMs: options.loadMs ?? USUAL_LOAD_MS, idSpelling });
  const deeds: SiteDeeds = { requests: 0, logons: 0, refused: 0 };
  return {
    server: createSiteServer({ model, account, tls, clock, quirks, deeds }),
    serviceAt: (port) => `https://localhost:${port}${SERVICE_PATH}`,
    truth: (service) => ({
      service,
      code: site,
      ...deeds,
      computers: records.records
        .filter(({ client, isObsolete }) => client !== null && !isObsolete)
        .map((record) => {
          const { hardware, software } = model.scans(record);
          const { resourceId, client } = record;
          const name = client?.name ?? record.name;
          return { name, resourceId, lastHardwareScan: hardware, lastSoftwareScan: software };
        }),
    }),
  };
}
