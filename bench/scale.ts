import { type Applied, apply } from "./apply.ts";
import { startFleet } from "./fleet.ts";
import { type Floor, runFloor } from "./floor.ts";
import { recordClient } from "./record-client.ts";
import type { Row } from "./row.ts";
import { rowsOf } from "./scale-rows.ts";
import { Workshop } from "./workshop.ts";

/** A number of clients, how often it is measured (the middle counts), and whether the claims are made of it. */
export interface Scale {
  readonly clients: number;
  readonly rounds: number;
  readonly claimed: boolean;
}

/** One `apply`, and the floor after it. */
export interface Round {
  readonly applied: Applied;
  /** CPU of `apply` for one client, without the program's own start. */
  readonly cpuMsAClient: number;
  /** CPU of the fleet for one answer. */
  readonly fleetCpuMs: number;
  /** Against a server that computes as long over an answer as the fleet. */
  readonly floor: Floor;
  /** Against a server that answers at once. */
  readonly quickFloor: Floor;
}

/** One size of fleet: the built `apply`, and the floor beside it, in turns. */
export async function measureScale(scale: Scale): Promise<readonly Row[]> {
  const { clients, rounds } = scale;
  const workshop = await Workshop.open();
  try {
    const { exchanges, applied: small } = await recordClient(workshop);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const { applied, fleetCpuMs } = await applyTo(workshop, clients);
      const cpuMsAClient = (applied.reading.cpuMs - small.reading.startCpuMs) / clients;
      const floor = await runFloor(workshop, { clients, exchanges, cpuMsAnAnswer: fleetCpuMs });
      const quickFloor = await runFloor(workshop, { clients, exchanges, cpuMsAnAnswer: 0 });
      measured.push({ applied, cpuMsAClient, fleetCpuMs, floor, quickFloor });
    }
    return rowsOf({ ...scale, measured, exchanges });
  } finally {
    await workshop.close();
  }
}

async function applyTo(workshop: Workshop, clients: number): Promise<Pick<Round, "applied" | "fleetCpuMs">> {
  const fleet = await startFleet(workshop, clients);
  try {
    const applied = await apply(workshop, fleet.said);
    const reading = await fleet.end();
    if (reading === null) throw new Error("the fleet's process left no reading");
    return { applied, fleetCpuMs: (reading.cpuMs - reading.startCpuMs) / applied.end.requests };
  } finally {
    await fleet.end();
  }
}
