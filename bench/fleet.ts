import { join } from "node:path";
import type { Service, Workshop } from "./workshop.ts";

/** What `invrun simulate --json` prints. `targets` is a file. */
export interface Fleet {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly targets: string;
}

/** Healthy simulated clients in a process of their own. */
export function startFleet(
  workshop: Workshop,
  clients: number,
  flags: readonly string[] = [],
): Promise<Service<Fleet>> {
  const targets = join(workshop.folder, `targets-${clients}.yml`);
  const sizes = ["--clients", String(clients), "--targets-out", targets];
  return workshop.serve<Fleet>([workshop.invrun, "simulate", ...sizes, "--json", ...flags]);
}
