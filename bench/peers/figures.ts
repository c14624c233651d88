import type { TruthDocument } from "../../src/sim/truth.ts";
import type { Fleet } from "../fleet.ts";

/** What one tool took for the job, for each client. */
export interface Figures {
  readonly clients: number;
  /** Clients that handed over both reports in full, by the fleet's own account. */
  readonly done: number;
  readonly requests: number;
  readonly connections: number;
  /** User and system, of all its processes, less its start. */
  readonly cpuMs: number;
  /** Of the whole run. */
  readonly wallMs: number;
}

/** What the clients of a fleet saw of a run; `cpuMs` is of the whole run. */
export async function figuresOf(fleet: Fleet, run: Pick<Figures, "cpuMs" | "wallMs">): Promise<Figures> {
  const { clients: all } = (await (await fetch(fleet.truth)).json()) as TruthDocument;
  const clients = all.length;
  const each = (deed: "request" | "connection") =>
    all.reduce((sum, { counts }) => sum + (counts[deed] ?? 0), 0) / clients;
  const done = all.filter(({ reports }) => reports.filter(({ full }) => full).length === 2).length;
  const { cpuMs, wallMs } = run;
  return { clients, done, requests: each("request"), connections: each("connection"), cpuMs: cpuMs / clients, wallMs };
}
