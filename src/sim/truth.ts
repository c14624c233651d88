/** What is true of a simulated fleet, for whoever checks a run against it. */
import { createServer, type Server } from "node:http";
import type { SiteTruth } from "./adminservice/start.ts";
import type { InventoryRow, Report } from "./agent.ts";
import type { SimClient } from "./client.ts";
import type { Deed } from "./deeds.ts";
import type { Expected } from "./kind.ts";
import type { KindName } from "./kinds.ts";
import type { Trouble } from "./trouble.ts";
import type { Weather } from "./weather.ts";

/** A row as it stands now; dates in ISO 8601, by the client's own clock. */
export interface TruthRow {
  readonly id: string;
  readonly lastCycleStartedDate: string | null;
  readonly lastMajorReportVersion: number | null;
  readonly lastMinorReportVersion: number | null;
  readonly lastReportDate: string | null;
}

/** A report that was handed over; dates as in rows. */
export interface TruthReport {
  readonly id: string;
  readonly full: boolean;
  readonly major: number;
  readonly minor: number;
  readonly started: string;
  readonly reported: string;
}

/** Everything about one client. */
export interface TruthClient {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly kind: KindName;
  readonly about: string;
  /** What a run of the full-inventory example ought to come to. */
  readonly expected: Expected;
  /** What of the wire went wrong, and when. */
  readonly troubles: readonly Trouble[];
  /** This moment in milliseconds: by its own clock and by the machine's since 1970, and by that of the deeds. */
  readonly clock: { readonly own: number; readonly machine: number; readonly deeds: number };
  readonly rows: readonly TruthRow[];
  /** Inventories with a cycle queued or running. */
  readonly busy: readonly string[];
  /** Reports handed over since the fleet started, in order. */
  readonly reports: readonly TruthReport[];
  /** How often each kind of deed was done. */
  readonly counts: Readonly<Partial<Record<Deed["deed"], number>>>;
  /** What was done to it, in order. */
  readonly deeds: readonly Deed[];
}

/** Everything about the fleet. */
export interface TruthDocument {
  readonly weather: Weather;
  readonly seed: number;
  readonly clients: readonly TruthClient[];
  /** Of the site beside it, where there is one. */
  readonly site?: SiteTruth;
}

/** A client and where it listens. */
export interface Placed {
  readonly client: SimClient;
  readonly address: string;
  readonly port: number;
}

/** The truth of one client at this moment. */
export function truthOf({ client, address, port }: Placed): TruthClient {
  const { name, kindName, kind, agent, deeds, misfortune } = client;
  return {
    name,
    address,
    port,
    kind: kindName,
    about: kind.about,
    expected: kind.expected,
    troubles: misfortune.troubles,
    clock: { own: client.now(), machine: client.clock.now(), deeds: deeds.now() },
    rows: agent.rows.map(rowOf),
    busy: [...agent.busy],
    reports: agent.reports.map(reportOf),
    counts: { ...deeds.counts },
    deeds: [...deeds.list],
  };
}

function rowOf(row: InventoryRow): TruthRow {
  return {
    id: row.id,
    lastCycleStartedDate: iso(row.lastCycleStarted),
    lastMajorReportVersion: row.major,
    lastMinorReportVersion: row.minor,
    lastReportDate: iso(row.lastReport),
  };
}

function reportOf({ id, full, major, minor, started, reported }: Report): TruthReport {
  return { id, full, major, minor, started: iso(started) as string, reported: iso(reported) as string };
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Answers every GET with the truth as JSON. Not listening yet. */
export function createTruthServer(truth: () => TruthDocument): Server {
  return createServer((request, response) => {
    request.resume();
    if (request.method !== "GET") {
      response.writeHead(405).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(truth()));
  });
}
