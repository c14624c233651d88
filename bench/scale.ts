import { type Applied, apply, CONCURRENCY } from "./apply.ts";
import { startFleet } from "./fleet.ts";
import type { FloorJob } from "./floor-client.ts";
import type { Reading } from "./gauge.ts";
import { median, type Row } from "./row.ts";
import { type Exchange, recordClient } from "./tape.ts";
import { Workshop } from "./workshop.ts";

/** A number of clients, how often it is measured (the middle counts), and whether the claims are made of it. */
export interface Size {
  readonly clients: number;
  readonly rounds: number;
  readonly claimed: boolean;
}

/** What is claimed, for two processors; the goal for the first is 1.5. */
const CLAIMS = { cpuOverFloor: 2, peakMemoryMb: 400, worstOwnMs: 100 } as const;

interface Round {
  readonly applied: Applied;
  readonly floor: Reading;
}

/** One size of fleet: the built `apply`, and the floor beside it, in turns. */
export async function measureScale({ clients, rounds, claimed }: Size): Promise<readonly Row[]> {
  const workshop = await Workshop.open();
  try {
    const few = await startFleet(workshop, 3);
    const recorded = await recordClient(workshop, few.said).finally(() => few.end());
    const startCpuMs = recorded.applied.reading.startCpuMs;
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const fleet = await startFleet(workshop, clients);
      const applied = await apply(workshop, fleet.said).finally(() => fleet.end());
      measured.push({ applied, floor: await runFloor(workshop, clients, recorded.exchanges) });
    }
    return rowsOf({ clients, claimed, measured, startCpuMs, exchanges: recorded.exchanges });
  } finally {
    await workshop.close();
  }
}

async function runFloor(workshop: Workshop, clients: number, exchanges: readonly Exchange[]): Promise<Reading> {
  const server = await workshop.serve<{ readonly port: number }>([
    workshop.program("floor-server"),
    JSON.stringify(exchanges),
  ]);
  try {
    const job: FloorJob = { port: server.said.port, clients, concurrency: CONCURRENCY, exchanges };
    return await workshop.measure([workshop.program("floor-client"), JSON.stringify(job)]);
  } finally {
    await server.end();
  }
}

interface Measured {
  readonly clients: number;
  readonly claimed: boolean;
  readonly measured: readonly Round[];
  readonly startCpuMs: number;
  readonly exchanges: readonly Exchange[];
}

function rowsOf({ clients, claimed, measured, startCpuMs, exchanges }: Measured): readonly Row[] {
  const row = (name: string, unit: string, how: string, limit: number | null, of: (round: Round) => number): Row => ({
    name: `scale-${clients}/${name}`,
    value: round2(median(measured.map(of))),
    unit,
    limit: claimed || name === "left" ? limit : null,
    how,
  });
  const cpu = ({ applied }: Round) => (applied.reading.cpuMs - startCpuMs) / clients;
  const floorCpu = ({ floor }: Round) => (floor.cpuMs - floor.startCpuMs) / clients;
  const octets = exchanges.reduce((sum, { request, answer }) => sum + octetsOf(request) + octetsOf(answer), 0);
  return [
    row("left", "clients", "not succeeded at the end", 0, ({ applied }) => clients - applied.end.totals.succeeded),
    row(
      "speed",
      "clients/s",
      "from the first event to the last",
      null,
      ({ applied }) => clients / (applied.end.ms / 1_000),
    ),
    row(
      "requests",
      "a client",
      "HTTP requests, logons included",
      null,
      ({ applied }) => applied.end.requests / clients,
    ),
    row(
      "connections",
      "a client",
      "TCP connections opened",
      null,
      ({ applied }) => applied.reading.connections / clients,
    ),
    row("octets", "a client", "HTTP both ways, of one recorded client", null, () => octets),
    row("cpu", "ms a client", "user and system, all threads, less a start", null, cpu),
    row("floor-cpu", "ms a client", "bare node:http, as many messages of the same sizes", null, floorCpu),
    row("cpu-ratio", "x floor", "cpu by floor-cpu", CLAIMS.cpuOverFloor, (round) => cpu(round) / floorCpu(round)),
    row(
      "memory",
      "MB",
      "most resident at one time",
      CLAIMS.peakMemoryMb,
      ({ applied }) => applied.reading.peakMemoryMb,
    ),
    row("floor-memory", "MB", "the floor's", null, ({ floor }) => floor.peakMemoryMb),
    row("delay", "ms", "worst, by monitorEventLoopDelay", null, ({ applied }) => applied.reading.worstDelayMs),
    row(
      "busy",
      "ms",
      "longest stretch that the loop's thread computed",
      null,
      ({ applied }) => applied.reading.worstBusyMs,
    ),
    row(
      "stall",
      "ms",
      "the same, less garbage collections in it",
      CLAIMS.worstOwnMs,
      ({ applied }) => applied.reading.worstOwnMs,
    ),
    row("collection", "ms", "longest garbage collection", null, ({ applied }) => applied.reading.worstCollectionMs),
  ];
}

function octetsOf({ head, body }: { readonly head: number; readonly body: number }): number {
  return head + body;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
