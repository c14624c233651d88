/** Running other people's programs against the built simulator, and reading from its truth what became of it. */
import { execFile } from "node:child_process";
import type { TruthClient } from "../../src/sim/truth.ts";
import { startSimulator } from "../support/cli.ts";
import { fetchTruth } from "../support/truth.ts";

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/** Asks who is there: DSP0226 11. */
export const IDENTIFY =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>';

/** One healthy client. */
export function startClient(...flags: readonly string[]): Promise<Simulator> {
  return startSimulator(["--clients", "1", "--weather", "fair", ...flags]);
}

export interface Ran {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. It sees nothing of a proxy. */
export function runForeign(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const all = { ...process.env, NO_PROXY: "*", no_proxy: "*", HOME: cwd, ...env };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: all }, (error, out, err) =>
      resolve({ code: error === null ? 0 : (error.code ?? "killed"), out, err }),
    );
  });
}

/** The truth of the one client. */
export async function truthOf({ truth }: Simulator): Promise<TruthClient> {
  const [client] = (await fetchTruth(truth)).clients;
  if (client === undefined) throw new Error("the fleet is empty");
  return client;
}

/** What was done to the client of these kinds, in order. */
export async function deedsOf(simulator: Simulator, ...kinds: readonly string[]): Promise<readonly string[]> {
  const { deeds } = await truthOf(simulator);
  const wanted = deeds.filter(({ deed }) => kinds.includes(deed));
  return wanted.map(({ deed, subject = "", result = "" }) => `${deed} ${subject} ${result}`.trim());
}

/** The first report that is handed over. */
export async function firstReport(simulator: Simulator): Promise<TruthClient["reports"][number]> {
  for (;;) {
    const [report] = (await truthOf(simulator)).reports;
    if (report !== undefined) return report;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
