/**
 * Does the job with winrm-client: one call of runPowershell to force, a rest, one to look. Its argument is a
 * WinrmClientJob as JSON.
 */
import dns from "node:dns";
import { runPowershell } from "winrm-client";
import { FORCE, LOOK, REST_MS, sawBoth } from "./script.ts";

/** What is to be done. */
export interface WinrmClientJob {
  readonly names: readonly string[];
  readonly port: number;
  /** With its domain: without one, winrm-client takes Basic. */
  readonly username: string;
  readonly password: string;
  /** How many at one time. */
  readonly concurrency: number;
}

const { names, port, username, password, concurrency } = JSON.parse(process.argv[2] as string) as WinrmClientJob;
const waiting = [...names];

// The simulated names are in no DNS; a client is known by the name in its Host header.
const lookup = (_name: string, _options: unknown, done: (error: null, addresses: readonly object[]) => void) =>
  done(null, [{ address: "127.0.0.1", family: 4 }]);
Object.assign(dns, { lookup });

await Promise.all(Array.from({ length: concurrency }, workOff));

async function workOff(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await treat(name);
}

async function treat(name: string): Promise<void> {
  await runPowershell(FORCE, name, username, password, port);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const seen = await runPowershell(LOOK, name, username, password, port);
  if (!sawBoth(seen)) throw new Error(`${name} shows no two reports:\n${seen}`);
}
