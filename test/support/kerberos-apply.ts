/** A run of the built program against a Kerberos fleet, and what it wrote down of its logons. */
import { join } from "node:path";
import type { Event } from "../../src/model/event.ts";
import type { Summary } from "../../src/model/summary.ts";
import { runCli } from "./cli.ts";
import { readJournal } from "./journals.ts";
import type { KerberosFleet } from "./kerberos-fleet.ts";
import { fullInventoryText, writeRunbook } from "./runbooks.ts";

export interface KerberosApply {
  readonly auth: "negotiate" | "kerberos" | "ntlm";
  /** Of the account, and over what the realm says of itself; left out: the fleet's user and his password. */
  readonly env?: Readonly<Record<string, string>>;
  /** A list of targets; left out: the whole fleet. */
  readonly targets?: string;
}

export interface KerberosApplied {
  readonly code: number | null;
  readonly summary: Summary;
  readonly events: readonly Event[];
  /** By what each logon was made, in order; `ntlm INV519` where Kerberos was wanting. */
  readonly mechanisms: readonly string[];
  /** How targets ended. */
  readonly faults: readonly (string | null)[];
}

/** Applies a full inventory. */
export async function applyWith(fleet: KerberosFleet, options: KerberosApply): Promise<KerberosApplied> {
  const { auth, env = fleet.credential, targets = fleet.targets } = options;
  const tls = fleet.ca === null ? "" : `, tls: true, ca: '${fleet.ca}'`;
  const connection = `connection: { auth: ${auth}${tls} }\n`;
  const runbook = await writeRunbook(fleet.folder, fullInventoryText({ connection }));
  const args = ["apply", runbook, "--targets", targets, "--yes", "--json"];
  const { code, stdout, stderr } = await runCli(args, { env: { ...fleet.env, ...env }, cwd: fleet.folder });
  if (stdout === "") throw new Error(stderr);
  const summary = JSON.parse(stdout) as Summary;
  const events = await readJournal(join(fleet.folder, ".invrun", "runs", summary.run, "journal.ndjson"));
  return {
    code,
    summary,
    events,
    mechanisms: events.flatMap((event) =>
      event.type === "logged-on" ? [[event.mechanism, event.notKerberos ?? []].flat().join(" ")] : [],
    ),
    faults: events.flatMap((event) => (event.type === "target-finished" ? [event.fault?.code ?? null] : [])),
  };
}
