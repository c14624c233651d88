import { apply } from "../apply.ts";
import { startFleet } from "../fleet.ts";
import type { Row } from "../row.ts";
import { Workshop } from "../workshop.ts";
import { ansibleMissing, measureAnsible } from "./ansible.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { measureWinrmClient, winrmClientMissing } from "./winrm-client.ts";

interface Peer {
  readonly name: string;
  /** A sample: what each client costs does not change with more of them. */
  readonly clients: number;
  missing(): string | null;
  measure(workshop: Workshop, clients: number): Promise<Figures>;
}

const peers: readonly Peer[] = [
  { name: "winrm-client", clients: 100, missing: winrmClientMissing, measure: measureWinrmClient },
  { name: "ansible", clients: 30, missing: ansibleMissing, measure: measureAnsible },
];

/** What else does the same job, each beside invrun on a fleet of the same size. */
export async function measurePeers(): Promise<readonly Row[]> {
  const workshop = await Workshop.open();
  try {
    const rows: Row[] = [];
    for (const peer of peers) rows.push(...(await comparison(workshop, peer)));
    return rows;
  } finally {
    await workshop.close();
  }
}

async function comparison(workshop: Workshop, { name, clients, missing, measure }: Peer): Promise<readonly Row[]> {
  const why = missing();
  if (why !== null) return [{ name: `peers/${name}`, value: null, unit: "", limit: null, how: `left out: ${why}` }];
  const ours = await measureInvrun(workshop, clients);
  const theirs = await measure(workshop, clients);
  const row = (figure: string, unit: string, value: number, how: string): Row => ({
    name: `peers/${name}/${figure}`,
    value: Math.round(value * 100) / 100,
    unit,
    limit: null,
    how,
  });
  return [
    row("done", `of ${clients}`, theirs.done, "clients that handed over both reports in full"),
    row("requests", "a client", theirs.requests, `invrun on as many: ${ours.requests.toFixed(2)}`),
    row("requests-ratio", "x invrun", theirs.requests / ours.requests, "HTTP requests"),
    row("connections", "a client", theirs.connections, `invrun on as many: ${ours.connections.toFixed(2)}`),
    row("connections-ratio", "x invrun", theirs.connections / ours.connections, "TCP connections"),
    row("cpu", "ms a client", theirs.cpuMs, `invrun on as many: ${ours.cpuMs.toFixed(2)}; less a start`),
    row("cpu-ratio", "x invrun", theirs.cpuMs / ours.cpuMs, "CPU, user and system"),
    row("seconds", "s", theirs.wallMs / 1_000, `invrun on as many: ${(ours.wallMs / 1_000).toFixed(2)}`),
  ];
}

async function measureInvrun(workshop: Workshop, clients: number): Promise<Figures> {
  const fleet = await startFleet(workshop, clients);
  try {
    const { cpuMs, startCpuMs, wallMs } = (await apply(workshop, fleet.said)).reading;
    return await figuresOf(fleet.said, { cpuMs: cpuMs - startCpuMs, wallMs });
  } finally {
    await fleet.end();
  }
}
