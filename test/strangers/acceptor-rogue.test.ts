import { describe, expect, it } from "vitest";
import { applyWith } from "../support/kerberos-apply.ts";
import { type KerberosFleet, type KerberosFleetOptions, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { fetchTruth } from "../support/truth.ts";
import { gssapiAcceptor } from "./presence.ts";

const { absent, name } = gssapiAcceptor();
const CLIENTS = 3;

async function during(options: Partial<KerberosFleetOptions>, claim: (fleet: KerberosFleet) => Promise<void>) {
  const fleet = await startKerberosFleet({ clients: CLIENTS, ...options });
  try {
    await claim(fleet);
  } finally {
    await fleet.stop();
  }
}

/** What was changed at all clients together. */
async function changes({ simulator }: KerberosFleet): Promise<readonly string[]> {
  const { clients } = await fetchTruth(simulator.truth);
  return clients.flatMap(({ deeds }) => deeds.map(({ deed }) => deed).filter((deed) => /delete|trigger/.test(deed)));
}

describe.skipIf(absent)(`${name}, made rogue, before the built program`, () => {
  it.each([
    ["leaves away the proof of being the host", "silent", "INV527"],
    ["forges the proof of being the host", "forged", "INV527"],
    ["answers in plain", "plain", "INV507"],
    ["alters what is sealed", "altered", "INV506"],
  ] as const)("%s: told of every client, nothing is changed, and the credential stays good", (_, rogue, code) =>
    during({ rogue }, async (fleet) => {
      // `negotiate`, which could be made to go on with NTLM by whoever is believed.
      const { faults, mechanisms } = await applyWith(fleet, { auth: "negotiate" });
      expect(faults).toEqual(Array(CLIENTS).fill(code));
      expect(mechanisms.filter((mechanism) => mechanism !== "kerberos")).toEqual([]);
      expect(await changes(fleet)).toEqual([]);
      expect(await fleet.kdc.refusedLogons()).toBe(0);
    }),
  );

  it("gives an answer a second time: what was asked is in doubt, and nothing follows", () =>
    during({ rogue: "replayed", clients: 1 }, async (fleet) => {
      const { faults, summary } = await applyWith(fleet, { auth: "kerberos" });
      expect({ faults, doubt: summary.totals["in-doubt"] }).toEqual({ faults: ["INV506"], doubt: 1 });
      expect(await changes(fleet)).toEqual(["delete"]);
    }));
});

describe.skipIf(absent)(`${name}, over TLS with a certificate signed by RSA-PSS, before the built program`, () => {
  it.each(["pss-sha256", "pss-sha384"])("is bound to the channel: %s", (certificateHash) =>
    during({ clients: 1, tls: true, strictCbt: true, certificateHash }, async (fleet) => {
      expect((await applyWith(fleet, { auth: "kerberos" })).faults).toEqual([null]);
    }),
  );
});
