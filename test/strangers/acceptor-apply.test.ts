import { describe, expect, it } from "vitest";
import type { Summary } from "../../src/model/summary.ts";
import { runCli } from "../support/cli.ts";
import { type KerberosFleet, type KerberosFleetOptions, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { fullInventoryText, writeRunbook } from "../support/runbooks.ts";
import { fetchTruth } from "../support/truth.ts";
import { ntlmAcceptor } from "./presence.ts";

const { absent, name } = ntlmAcceptor();
const CLIENTS = 5;

/** A full inventory of the whole fleet by the built program. */
async function apply(fleet: KerberosFleet, password?: string) {
  const tls = fleet.ca === null ? "" : `connection: { tls: true, ca: '${fleet.ca}' }\n`;
  const runbook = await writeRunbook(fleet.folder, fullInventoryText({ connection: tls }));
  const env = { ...fleet.env, ...fleet.credential, ...(password === undefined ? {} : { INVRUN_PASSWORD: password }) };
  const args = ["apply", runbook, "--targets", fleet.targets, "--yes", "--json"];
  const { code, stdout } = await runCli(args, { env, cwd: fleet.folder });
  return { code, summary: JSON.parse(stdout) as Summary };
}

async function during(options: Partial<KerberosFleetOptions>, claim: (fleet: KerberosFleet) => Promise<void>) {
  const fleet = await startKerberosFleet({ clients: CLIENTS, mech: "ntlm", ...options });
  try {
    await claim(fleet);
  } finally {
    await fleet.stop();
  }
}

async function reportsOf({ simulator }: KerberosFleet) {
  return (await fetchTruth(simulator.truth)).clients.map(({ reports }) => reports.map(({ full }) => full));
}

const ALL_FULL = Array(CLIENTS).fill([true, true]);

describe.skipIf(absent)(`${name}, before the built program`, () => {
  it("lets it in by NTLM over HTTP, and every message of a full inventory is sealed", () =>
    during({}, async (fleet) => {
      const { code, summary } = await apply(fleet);
      expect({ code, succeeded: summary.totals.succeeded }).toEqual({ code: 0, succeeded: CLIENTS });
      expect(await reportsOf(fleet)).toEqual(ALL_FULL);
      const trace = await fleet.trace();
      const messages = trace.flatMap((event) => (event.event === "request" && event.octets > 0 ? [event.sealed] : []));
      expect(new Set(messages)).toEqual(new Set([true]));
      const logons = trace.flatMap((event) => (event.event === "logon" ? [`${event.host} ${event.principal}`] : []));
      expect(logons.sort()).toEqual(fleet.names.map((host) => `${host}:${fleet.port} FLEET\\operator`));
      expect(trace.filter(({ event }) => event === "refused" || event === "unreadable")).toEqual([]);
    }));

  it("lets it in by NTLM over TLS, bound to the channel", () =>
    during({ tls: true, strictCbt: true, certificateHash: "sha384" }, async (fleet) => {
      const { code, summary } = await apply(fleet);
      expect({ code, succeeded: summary.totals.succeeded }).toEqual({ code: 0, succeeded: CLIENTS });
      expect(await reportsOf(fleet)).toEqual(ALL_FULL);
      const bound = (await fleet.trace()).flatMap((event) => (event.event === "logon" ? [event.bound] : []));
      expect(bound).toEqual(Array(CLIENTS).fill(true));
    }));

  it("lets it in by NTLM where the KDC knows no service of the host, under a name that holds the realm", () =>
    during({ clients: 1, mech: "both", unknownServices: ["sim-0001.fleet.example"] }, async (fleet) => {
      expect((await apply(fleet)).code).toBe(0);
      const told = (await fleet.trace()).flatMap((event) => (event.event === "logon" ? [event] : []));
      expect(told).toMatchObject([{ mech: "ntlm", principal: "\\operator@FLEET.EXAMPLE" }]);
    }));

  it("refuses a wrong password, and it is seen once", () =>
    during({}, async (fleet) => {
      const { code, summary } = await apply(fleet, "wrong");
      expect(code).not.toBe(0);
      expect(summary.totals.succeeded).toBe(0);
      const refused = (await fleet.trace()).filter(({ event }) => event === "refused");
      expect(refused.length + (await fleet.kdc.refusedLogons())).toBe(1);
      expect(await reportsOf(fleet)).toEqual(Array(CLIENTS).fill([]));
    }));
});
