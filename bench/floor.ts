import { CONCURRENCY } from "./apply.ts";
import type { FloorJob } from "./floor-client.ts";
import type { FloorService } from "./floor-server.ts";
import type { Reading } from "./gauge.ts";
import type { Workshop } from "./workshop.ts";

/** What the floor repeats: so many clients, each with these exchanges. */
export interface FloorOptions extends FloorService {
  readonly clients: number;
}

/** Beyond so many clients a floor's cost for each no longer changes, and only takes longer. */
const MOST_CLIENTS = 10_000;

/** What the floor cost. */
export interface Floor {
  readonly reading: Reading;
  readonly clients: number;
  /** CPU for one client, without the program's own start. */
  readonly cpuMsAClient: number;
}

/** Runs the bare client against the bare server, each in a process of its own. */
export async function runFloor(workshop: Workshop, { clients: wanted, ...service }: FloorOptions): Promise<Floor> {
  const clients = Math.min(wanted, MOST_CLIENTS);
  const args = [await workshop.program("floor-server"), JSON.stringify(service)];
  const server = await workshop.serve<{ readonly port: number }>(args);
  const { port } = server.said;
  const job: FloorJob = { port, clients, concurrency: CONCURRENCY, exchanges: service.exchanges };
  const program = await workshop.program("floor-client");
  const reading = await workshop.measure([program, JSON.stringify(job)]).finally(() => server.end());
  return { reading, clients, cpuMsAClient: (reading.cpuMs - reading.startCpuMs) / clients };
}
