import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Service, Workshop } from "./workshop.ts";

/** What `invrun simulate --json` prints. `targets` is a file. */
export interface Fleet {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly targets: string;
  /** Where the truth is to be had. */
  readonly truth: string;
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

/** The names of its clients, in order, from the list that it wrote. */
export async function namesOf({ targets }: Fleet): Promise<readonly string[]> {
  const text = await readFile(targets, "utf8");
  return [...text.matchAll(/name: "([^"]+)"/g)].map(([, name]) => name as string);
}
