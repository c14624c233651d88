import { seededRandom } from "../../base/random.ts";
import { namesOf, type SimClient } from "../client.ts";

/** What the site has on one computer. Properties by the reference of SMS_R_System and SMS_FullCollectionMembership. */
export interface SiteRecord {
  readonly resourceId: number;
  /** The NetBIOS name. */
  readonly name: string;
  readonly resourceNames: readonly string[];
  readonly domain: string;
  readonly server: boolean;
  readonly isClient: boolean;
  readonly isActive: boolean;
  readonly isObsolete: boolean;
  readonly isDecommissioned: boolean;
  /** The simulated client behind it, where there is one. */
  readonly client: SimClient | null;
}

/** A collection and who is in it. */
export interface SiteGroup {
  readonly id: string;
  readonly name: string;
  /** 2 for computers, 1 for users. */
  readonly type: 1 | 2;
  readonly members: readonly SiteRecord[];
  /** Those of them that the account's scope lets it see; all are counted. */
  readonly visible: readonly SiteRecord[];
}

/** Everything that a site knows. */
export interface SiteRecords {
  readonly records: readonly SiteRecord[];
  readonly groups: readonly SiteGroup[];
}

/** The first ResourceID that a site gives to a computer. */
const FIRST_ID = 16_777_217;
const WELL = { server: false, isClient: true, isActive: true, isObsolete: false, isDecommissioned: false };

/**
 * A record for each client, as many more as fill `members`, and those that no list of targets may hold: an obsolete
 * twin, one without a client, one that is inactive, one that is decommissioned, two servers.
 */
export function makeRecords(
  clients: readonly SimClient[],
  { site, members, seed }: { readonly site: string; readonly members: number; readonly seed: number },
): SiteRecords {
  const random = seededRandom(seed + FIRST_ID);
  let id = FIRST_ID;
  const record = (name: string, more: Partial<SiteRecord> = {}): SiteRecord => {
    const { computer, domain, dnsComputer, dnsDomain } = namesOf(name);
    // A computer that was renamed or moved keeps its older names.
    const older = random() < 0.1 ? [`${dnsComputer.split(".", 1)[0]}.old.${dnsDomain}`] : [];
    id += 1 + Math.floor(random() * 3);
    return {
      resourceId: id,
      name: computer,
      resourceNames: [dnsComputer, ...older],
      domain,
      client: null,
      ...WELL,
      ...more,
    };
  };
  const fleet = clients.map((client) => record(client.name, { client }));
  const [first] = clients;
  const home = first === undefined ? "fleet.example" : namesOf(first.name).dnsDomain;
  const others = [
    ...(first === undefined ? [] : [record(first.name, { isObsolete: true })]),
    record(`no-client.${home}`, { isClient: false, isActive: false }),
    record(`inactive.${home}`, { isActive: false }),
    record(`retired.${home}`, { isDecommissioned: true }),
  ];
  const servers = ["srv-01", "srv-02"].map((name) => record(`${name}.${home}`, { server: true }));
  const filling = Array.from({ length: Math.max(0, members - fleet.length) }, (_, index) =>
    record(`fill-${String(index + 1).padStart(6, "0")}.${home}`),
  );
  const group = (number: string, name: string, in_: readonly SiteRecord[], more: Partial<SiteGroup> = {}) => ({
    id: `${site}${number}`,
    name,
    type: 2 as const,
    members: in_,
    visible: in_,
    ...more,
  });
  // Whatever a client once said of itself.
  const odd = ["pc-[001:999]", "a b", "#c", "d, e", "f*", "g\nh"].map((name) =>
    record("odd.example", { name, resourceNames: [] }),
  );
  const records = [...fleet, ...others, ...servers, ...odd, ...filling];
  const everything = { type: 2 as const, members: records, visible: records };
  return {
    records,
    groups: [
      { id: "SMS00001", name: "All Systems", ...everything },
      { id: "SMSDM003", name: "All Desktop and Server Clients", ...everything },
      group("00010", "Simulated clients", [...fleet, ...others]),
      group(
        "00011",
        "Every second one",
        fleet.filter((_, index) => index % 2 === 0),
      ),
      group("00012", "Laptops Berlin", [...fleet, ...filling]),
      group("00013", "Servers and clients", [...servers, ...fleet]),
      group("00014", "Nobody", []),
      group("00015", "People of Berlin", [], { type: 1 }),
      group("00016", "Anna's laptops", fleet.slice(0, 1)),
      group("00017", "Out of scope", fleet, { visible: [] }),
      group("00018", "Half in scope", fleet, { visible: fleet.slice(0, Math.ceil(fleet.length / 2)) }),
      group("00019", "Odd names", [...odd, ...fleet.slice(0, 1)]),
    ],
  };
}
