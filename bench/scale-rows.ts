import { median, type Row } from "./row.ts";
import type { Round, Scale } from "./scale.ts";
import type { Exchange, Size } from "./tape.ts";

/** What is claimed of the size that is chosen for it, on two processors. */
const CLAIMS = { cpuRatio: 2, peakMemoryMb: 400, stallMs: 100 } as const;

/** What was measured of one size. */
export interface Measured extends Scale {
  readonly measured: readonly Round[];
  readonly exchanges: readonly Exchange[];
}

/** One figure of a round, and what it is. */
interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly how: string;
  readonly limit?: number;
  of(round: Round): number;
}

/** A row for each figure: the middle of the rounds. Limits but that of `left` hold for the claimed size alone. */
export function rowsOf({ clients, claimed, measured, exchanges }: Measured): readonly Row[] {
  const octets = exchanges.reduce((sum, { request, answer }) => sum + total(request) + total(answer), 0);
  return figures({ clients, octets }).map(({ name, unit, how, limit = null, of }) => ({
    name: `scale-${clients}/${name}`,
    value: Math.round(median(measured.map(of)) * 100) / 100,
    unit,
    limit: claimed || name === "left" ? limit : null,
    how,
  }));
}

function figures({ clients, octets }: { clients: number; octets: number }): readonly Figure[] {
  const each = "a client";
  const ms = "ms a client";
  return [
    {
      name: "left",
      unit: "clients",
      how: "that did not succeed",
      limit: 0,
      of: (r) => clients - r.applied.end.totals.succeeded,
    },
    {
      name: "speed",
      unit: "clients/s",
      how: "from the first event to the last",
      of: (r) => clients / (r.applied.end.ms / 1_000),
    },
    {
      name: "requests",
      unit: each,
      how: "HTTP requests, logons included",
      of: (r) => r.applied.end.requests / clients,
    },
    {
      name: "connections",
      unit: each,
      how: "TCP connections, tried or made",
      of: (r) => r.applied.reading.connections / clients,
    },
    { name: "octets", unit: each, how: "HTTP in both directions, recorded of one client", of: () => octets },
    { name: "fleet-cpu", unit: "ms an answer", how: "of the simulated clients' process", of: (r) => r.fleetCpuMs },
    { name: "cpu", unit: ms, how: "user and system, all threads, less a start", of: (r) => r.cpuMsAClient },
    {
      name: "floor-cpu",
      unit: ms,
      how: "bare node:http, same messages, a server as fast as the fleet",
      of: (r) => r.floor.cpuMsAClient,
    },
    {
      name: "cpu-ratio",
      unit: "x floor",
      how: "cpu by floor-cpu",
      limit: CLAIMS.cpuRatio,
      of: (r) => r.cpuMsAClient / r.floor.cpuMsAClient,
    },
    {
      name: "quick-floor-cpu",
      unit: ms,
      how: "the same, a server that answers at once",
      of: (r) => r.quickFloor.cpuMsAClient,
    },
    {
      name: "memory",
      unit: "MB",
      how: "the most that was resident",
      limit: CLAIMS.peakMemoryMb,
      of: (r) => r.applied.reading.peakMemoryMb,
    },
    { name: "floor-memory", unit: "MB", how: "the floor's", of: (r) => r.floor.reading.peakMemoryMb },
    {
      name: "delay",
      unit: "ms",
      how: "worst of monitorEventLoopDelay, whatever else the machine did",
      of: (r) => r.applied.reading.worstDelayMs,
    },
    {
      name: "floor-delay",
      unit: "ms",
      how: "the floor's, in the same minutes",
      of: (r) => r.floor.reading.worstDelayMs,
    },
    {
      name: "busy",
      unit: "ms",
      how: "longest that the loop's thread computed in one turn",
      of: (r) => r.applied.reading.worstBusyMs,
    },
    {
      name: "stall",
      unit: "ms",
      how: "longest of these less garbage collection",
      limit: CLAIMS.stallMs,
      of: (r) => r.applied.reading.worstOwnMs,
    },
    {
      name: "collection",
      unit: "ms",
      how: "longest garbage collection",
      of: (r) => r.applied.reading.worstCollectionMs,
    },
  ];
}

function total({ head, body }: Size): number {
  return head + body;
}
