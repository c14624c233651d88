import { readFile } from "node:fs/promises";
import koffi from "koffi";
import { describe, expect, it, vi } from "vitest";
import type { KerberosAccount } from "../../../../src/net/auth/kerberos/kerberos.ts";
import { gssapiAcceptor } from "../../../strangers/presence.ts";
import { type KerberosFleet, startKerberosFleet } from "../../../support/kerberos-fleet.ts";
import { openGate, transportTo } from "../../caller-side.ts";
import { overMit } from "./sspi-over-mit.ts";

const { absent, name } = gssapiAcceptor();
const SOAP = "application/soap+xml;charset=UTF-8";
/** DSP0226 11: what a host is. */
const IDENTIFY =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body>' +
  '<i:Identify xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/></s:Body></s:Envelope>';

let account: KerberosAccount | null = null;

// The way in to Windows' own Kerberos is taken here too, with MIT's library at its end.
vi.mock("../../../../src/net/auth/kerberos/open-library.ts", async () => {
  const { kerberosOf } = await import("../../../../src/net/auth/kerberos/sspi.ts");
  const begin = (host: string, channelBinding: Buffer | null) =>
    (account as KerberosAccount).begin({ host, channelBinding });
  return { openLibrary: async () => kerberosOf(overMit(begin)) };
});

/** The library reads the environment of the process, which need not be what this thread has of it. */
function setVariables(variables: Readonly<Record<string, string>>): void {
  const set = koffi.load(null).func("setenv", "int", ["str", "str", "int"]);
  for (const [variable, value] of Object.entries(variables)) set(variable, value, 1);
}

const CURRENT = { by: "cache", principal: "", cache: null } as const;

/** Identifies the only client of a fleet three times, and says what the acceptor saw of it. */
async function identify(fleet: KerberosFleet) {
  const host = fleet.names[0] as string;
  const gate = openGate("alone");
  const ca = fleet.ca === null ? [] : [await readFile(fleet.ca, "utf8")];
  const transport = transportTo(fleet.port, {
    auth: "kerberos",
    credential: { kind: "tickets", name: "", username: "", cache: null },
    gate,
    endpoint: { name: host, address: fleet.address, tls: fleet.ca !== null, ca },
  });
  const bounds = { signal: new AbortController().signal, timeoutMs: 60_000, repeatable: true };
  const answers = [];
  for (let time = 0; time < 3; time++) {
    const { status, body } = await transport.post(Buffer.from(IDENTIFY), SOAP, bounds);
    answers.push(body.includes("IdentifyResponse") ? status : 0);
  }
  const by = transport.logon?.mechanism;
  transport.close();
  const trace = await fleet.trace();
  return {
    ...{ answers, by, told: gate.told },
    logons: trace.flatMap((event) => (event.event === "logon" ? [{ as: event.principal, bound: event.bound }] : [])),
    unsealed: trace.filter(({ event }) => event === "unsealed").length,
    amiss: trace.filter(({ event }) => ["refused", "unreadable", "broken"].includes(event)),
  };
}

describe.skipIf(absent)(`A logon by way of SSPI's functions, MIT's library behind them, before ${name}`, () => {
  it.each([
    ["HTTP, and every message is sealed and the next in order", {}, 3, null],
    ["HTTPS, bound to the channel as the acceptor demands", { tls: true, strictCbt: true }, 0, true],
  ])("is let in as the current user over %s", async (_, options, unsealed, bound) => {
    const { openGssapi } = await import("../../../../src/net/auth/kerberos/gssapi.ts");
    const fleet = await startKerberosFleet({ clients: 1, ...options });
    try {
      setVariables({ ...fleet.env, KRB5CCNAME: `FILE:${await fleet.kdc.getTickets("operator")}` });
      account = await (await openGssapi()).acquire(CURRENT);
      expect(await identify(fleet)).toEqual({
        ...{ answers: [200, 200, 200], by: "kerberos", told: ["alone accepted"] },
        ...{ logons: [{ as: "operator@FLEET.EXAMPLE", bound }], unsealed, amiss: [] },
      });
    } finally {
      await fleet.stop();
    }
  });
});
