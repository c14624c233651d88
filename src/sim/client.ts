import { isIP } from "node:net";
import type { Clock } from "../base/clock.ts";
import { type Random, seededRandom } from "../base/random.ts";
import { type ScheduleName, scheduleId } from "../configmgr/schedules.ts";
import { InventoryAgent, type InventoryRow, type Manner } from "./agent.ts";
import { Deeds } from "./deeds.ts";
import { drawTroubles } from "./draw-trouble.ts";
import { Enumerations } from "./enumerations.ts";
import type { Speaker } from "./faults.ts";
import type { Kind } from "./kind.ts";
import { type KindName, kindOf } from "./kinds.ts";
import { MachinePolicy } from "./policy.ts";
import { Shells } from "./shell/shells.ts";
import { Misfortune } from "./trouble.ts";

/** What a computer calls itself: [MS-NLMP] 2.2.2.1, AV pairs 1 to 4. */
export interface ComputerNames {
  /** NetBIOS: at most 15 characters, upper case. */
  readonly computer: string;
  readonly domain: string;
  readonly dnsComputer: string;
  readonly dnsDomain: string;
}

/** What most clients of a fleet have in common. */
export interface Home {
  readonly site?: string;
  readonly version?: string;
}

/** What makes a client. */
export interface ClientOptions {
  /** The name it is known by in target lists. */
  readonly name: string;
  readonly kind: KindName;
  readonly clock: Clock;
  readonly seed: number;
  /** A cycle's length: the least and the most, in milliseconds. */
  readonly cycleMs: readonly [number, number];
  readonly home?: Home;
  /** Takes a script that it does not understand for done, as in a rehearsal. */
  readonly pretends?: boolean;
}

const INVENTORIES = ["hardware", "software", "discovery"] as const satisfies readonly ScheduleName[];
const DAY_MS = 86_400_000;
/** How far a client's clock may be off: nobody may compare it with another. */
const MOST_SKEW_MS = 600_000;
const NETBIOS_CHARACTERS = 15;
/** What is drawn of its trouble does not change what it is else. */
const TROUBLE_SEED = 500_009;
/** The site of a fleet of which nothing else is said. */
export const HOME_SITE = "P01";
/** The version its clients have. */
const CURRENT_VERSION = "5.00.9128.1007";
/** Where a name brings no domain of its own. */
const HOME_DOMAIN = "fleet.example";

/** One simulated computer with its ConfigMgr client. */
export class SimClient {
  readonly name: string;
  readonly kindName: KindName;
  readonly kind: Kind;
  readonly names: ComputerNames;
  /** The site it is assigned to. */
  readonly site: string;
  readonly version: string;
  /** What its registry says of provisioning mode; null where the value is missing, as on many healthy clients. */
  readonly provisioningMode: boolean | null;
  readonly agent: InventoryAgent;
  readonly policy: MachinePolicy;
  readonly deeds: Deeds;
  readonly misfortune: Misfortune;
  readonly enumerations: Enumerations;
  readonly shells: Shells;
  readonly clock: Clock;
  readonly speaker: Speaker;
  readonly pretends: boolean;
  /** Operations still to be refused for want of quota. */
  quota: number;
  readonly #skewMs: number;
  readonly #born: number;

  constructor(options: ClientOptions) {
    const { name, kind, clock, seed, cycleMs, home = {} } = options;
    const random = seededRandom(seed);
    this.name = name;
    this.kindName = kind;
    this.kind = kindOf(kind);
    this.names = namesOf(this.kind.misplaced === true ? `other-${name}` : name);
    this.deeds = new Deeds(clock);
    const { trouble, draws = [] } = this.kind;
    const drawn = drawTroubles(draws, seededRandom(seed + TROUBLE_SEED));
    this.misfortune = new Misfortune(trouble === undefined ? drawn : [trouble, ...drawn]);
    this.enumerations = new Enumerations(clock);
    this.shells = new Shells(clock);
    this.quota = this.kind.quota ?? 0;
    this.site = siteOf(this.kind, home.site ?? HOME_SITE);
    this.version = this.kind.version ?? home.version ?? CURRENT_VERSION;
    this.clock = clock;
    this.pretends = options.pretends === true;
    this.#born = clock.monotonic();
    const drawnSkewMs = Math.round((random() * 2 - 1) * MOST_SKEW_MS);
    this.#skewMs = this.kind.clockAheadMs ?? drawnSkewMs;
    this.speaker = {
      language: this.kind.language ?? "en-US",
      style: random() < 0.5 ? "nested" : "cim-error",
      machine: this.names.dnsComputer,
    };
    const manners = mannersOf(this.kind);
    const rows = initialRows(this.kind, { random, now: this.now() });
    this.agent = new InventoryAgent({ clock, random, cycleMs, skewMs: this.#skewMs, rows, manners });
    const ignored = this.kind.provisioning === true;
    this.policy = new MachinePolicy({ clock, fetchMs: cycleMs[0], ignored });
    this.provisioningMode = ignored || (seed % 2 === 0 ? false : null);
  }

  /** The time on its own clock, in milliseconds since 1970. */
  now(): number {
    return this.clock.now() + this.#skewMs;
  }

  /** When its computer was started, by its own clock. */
  get startedAt(): number {
    return Math.floor((this.now() - (this.clock.monotonic() - this.#born) - DAY_MS) / 1_000) * 1_000;
  }

  /** Its setup is at work on it. */
  get upgrading(): boolean {
    return this.clock.monotonic() - this.#born < (this.kind.setupMs ?? 0);
  }

  close(): void {
    this.agent.close();
    this.shells.closeAll();
  }
}

/** Where it is assigned, in a fleet of `home`; empty for nowhere. */
function siteOf({ elsewhere, unassigned }: Kind, home: string): string {
  if (unassigned === true) return "";
  return elsewhere === true ? siteBeside(home) : home;
}

/** Any site but the one that is given. */
function siteBeside(site: string): string {
  return site === "P02" ? "P03" : "P02";
}

function mannersOf(kind: Kind): Record<string, Manner> {
  return Object.fromEntries(INVENTORIES.map((name) => [scheduleId(name), kind.manners?.[name] ?? "reports"]));
}

/** Rows of a client that has reported for a while: a full report and some deltas, the last within a week. */
function initialRows(kind: Kind, { random, now }: { random: Random; now: number }): readonly InventoryRow[] {
  const present = INVENTORIES.filter((name) => !(kind.absent ?? []).includes(name));
  return present.map((name) => {
    const started = Math.floor((now - DAY_MS * (0.1 + random() * 7)) / 1_000) * 1_000;
    const took = Math.floor(10 + random() * 300) * 1_000;
    const [major, minor] = [1 + Math.floor(random() * 4), 1 + Math.floor(random() * 40)];
    const { reportedDaysAgo, hungDaysAgo } = kind;
    const lastReport = reportedDaysAgo === undefined ? started + took : daysBefore(now, reportedDaysAgo);
    const lastCycleStarted = hungDaysAgo === undefined ? Math.min(started, lastReport) : daysBefore(now, hungDaysAgo);
    const before = Math.min(lastReport, lastCycleStarted - took);
    return {
      id: scheduleId(name),
      lastCycleStarted,
      major,
      minor,
      lastReport: hungDaysAgo === undefined ? lastReport : before,
    };
  });
}

/** Whole seconds, as rows have them. */
function daysBefore(now: number, days: number): number {
  return Math.floor((now - days * DAY_MS) / 1_000) * 1_000;
}

/** The names of a computer that is known as `name`; an address gives it a name of no consequence. */
export function namesOf(name: string): ComputerNames {
  const host = (isIP(name) !== 0 ? `host-${name.replace(/[^\da-f]+/gi, "-")}` : name).toLowerCase();
  const dot = host.indexOf(".");
  const short = dot === -1 ? host : host.slice(0, dot);
  const dnsDomain = dot === -1 ? HOME_DOMAIN : host.slice(dot + 1);
  const domain = (dnsDomain.split(".")[0] as string).toUpperCase().slice(0, NETBIOS_CHARACTERS);
  const computer = short.toUpperCase().slice(0, NETBIOS_CHARACTERS);
  return { computer, domain, dnsComputer: `${short}.${dnsDomain}`, dnsDomain };
}
