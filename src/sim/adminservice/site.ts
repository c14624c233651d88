import { scheduleId } from "../../configmgr/schedules.ts";
import type { SimClient } from "../client.ts";
import { type LoadedInventory, type LoadTime, loadedAt } from "./loading.ts";
import type { Instance } from "./query.ts";
import type { SiteRecord, SiteRecords } from "./records.ts";

const SERVER_OS = "Microsoft Windows NT Server 10.0";
const WORKSTATION_OS = "Microsoft Windows NT Workstation 10.0 (Tablet Edition)";
const INVENTORIES = ["hardware", "software"] as const satisfies readonly LoadedInventory[];

/** What of the site is asked for most, and how its quirks spell it. */
export interface SiteModelOptions {
  readonly site: string;
  readonly records: SiteRecords;
  readonly loadMs: LoadTime;
  /** Both spellings are seen. */
  readonly idSpelling: "ResourceID" | "ResourceId";
}

/** The classes of one site's database, as instances. */
export class SiteModel {
  readonly #options: SiteModelOptions;
  readonly #before = new Map<SimClient, Record<LoadedInventory, number | null>>();

  constructor(options: SiteModelOptions) {
    this.#options = options;
    for (const { client } of options.records.records) {
      if (client === null) continue;
      const last = (name: LoadedInventory) => client.agent.row(scheduleId(name))?.lastReport ?? null;
      this.#before.set(client, { hardware: last("hardware"), software: last("software") });
    }
  }

  /** Every instance of a class, in no order to rely on; null where the site has no such class. */
  instances(name: string): Iterable<Instance> | null {
    switch (name.toLowerCase()) {
      case "sms_site":
        return [{ SiteCode: this.#options.site, SiteName: "Simulated site", Version: "5.00.9128.1000" }];
      case "sms_collection":
        return this.#options.records.groups.map(({ id, name: title, type, members }) => ({
          CollectionID: id,
          Name: title,
          MemberCount: members.length,
          CollectionType: type,
        }));
      case "sms_fullcollectionmembership":
        return this.#memberships();
      case "sms_r_system":
        return this.#each((record) => this.#system(record));
      case "sms_combineddeviceresources":
        return this.#each((record) => this.#device(record));
      default:
        return null;
    }
  }

  /** When it took in the last report of each inventory of a computer. */
  scans({ client }: SiteRecord): Readonly<Record<LoadedInventory, string | null>> {
    const [hardware = null, software = null] = INVENTORIES.map((inventory) => {
      if (client === null) return null;
      const before = this.#before.get(client)?.[inventory] ?? null;
      const ms = loadedAt(client, inventory, { loadMs: this.#options.loadMs, before });
      return ms === null ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
    });
    return { hardware, software };
  }

  *#each(make: (record: SiteRecord) => Instance): Iterable<Instance> {
    for (const record of this.#options.records.records) yield make(record);
  }

  *#memberships(): Iterable<Instance> {
    for (const { id, visible } of this.#options.records.groups) {
      for (const one of visible) {
        yield {
          CollectionID: id,
          [this.#options.idSpelling]: one.resourceId,
          Name: one.name,
          Domain: one.domain,
          SiteCode: this.#options.site,
          ResourceType: 5,
          ClientType: one.isClient ? 1 : null,
          IsClient: one.isClient,
          IsActive: one.isActive,
          IsObsolete: one.isObsolete,
          IsDecommissioned: one.isDecommissioned,
        };
      }
    }
  }

  #system(one: SiteRecord): Instance {
    return {
      [this.#options.idSpelling]: one.resourceId,
      Name: one.name,
      NetbiosName: one.name,
      ResourceNames: one.resourceNames,
      ResourceDomainORWorkgroup: one.domain,
      OperatingSystemNameandVersion: one.server ? SERVER_OS : WORKSTATION_OS,
      Client: one.isClient ? 1 : 0,
      Obsolete: one.isObsolete ? 1 : 0,
      Decommissioned: one.isDecommissioned ? 1 : 0,
    };
  }

  #device(one: SiteRecord): Instance {
    const { hardware, software } = this.scans(one);
    return {
      [this.#options.idSpelling]: one.resourceId,
      Name: one.name,
      IsClient: one.isClient,
      IsObsolete: one.isObsolete,
      LastHardwareScan: hardware,
      LastSoftwareScan: software,
    };
  }
}
