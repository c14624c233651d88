import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gssapiAcceptor } from "../../strangers/presence.ts";
import { applyWith } from "../../support/kerberos-apply.ts";
import { type KerberosFleet, startKerberosFleet } from "../../support/kerberos-fleet.ts";
import { fetchTruth } from "../../support/truth.ts";

const { absent, name } = gssapiAcceptor();
const CLIENTS = 4;
/** Many more than are talked to at one time. */
const MANY = 150;
const FLAGS = ["confidentiality", "integrity", "mutual_authentication", "out_of_sequence_detection"];

async function fullReports({ simulator }: KerberosFleet): Promise<number> {
  const { clients } = await fetchTruth(simulator.truth);
  return clients.filter(({ reports }) => reports.filter(({ full }) => full).length >= 2).length;
}

/** What the acceptor, which knows no code of ours, saw since a line of its trace. */
async function seen(fleet: KerberosFleet, since = 0) {
  const trace = (await fleet.trace()).slice(since);
  return {
    sealed: trace.flatMap((event) => (event.event === "request" && event.octets > 0 ? [event.sealed] : [])),
    opened: trace.filter(({ event }) => event === "unsealed").length,
    logons: trace.flatMap((event) => (event.event === "logon" ? [event] : [])),
    refused: trace.filter(({ event }) => event === "refused" || event === "unreadable"),
  };
}

describe.skipIf(absent)(`Kerberos over HTTP, before ${name}`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: CLIENTS });
  });
  afterAll(() => fleet.stop());

  const ways = {
    "a keytab": async () => {
      const keytab = await fleet.kdc.keytabOf("operator");
      await chmod(keytab, 0o600);
      return { INVRUN_USERNAME: `operator@${fleet.kdc.realm}`, INVRUN_KEYTAB: keytab };
    },
    "the usual ticket cache": async () => ({ KRB5CCNAME: `FILE:${await fleet.kdc.getTickets("operator")}` }),
    "name and password": async () => fleet.credential,
  };

  it.each(Object.entries(ways))("applies a full inventory from %s, every message sealed", async (_, env) => {
    const since = (await fleet.trace()).length;
    const before = await fullReports(fleet);
    const { code, faults, mechanisms } = await applyWith(fleet, { auth: "kerberos", env: await env() });
    expect({ code, faults }).toEqual({ code: 0, faults: Array(CLIENTS).fill(null) });
    expect(mechanisms).toEqual(Array(CLIENTS).fill("kerberos"));
    expect(await fullReports(fleet)).toBeGreaterThanOrEqual(Math.max(before, CLIENTS));
    const { sealed, opened, logons, refused } = await seen(fleet, since);
    expect(new Set(sealed)).toEqual(new Set([true]));
    expect(opened).toBe(sealed.length);
    expect(opened).toBeGreaterThanOrEqual(5 * CLIENTS);
    expect(refused).toEqual([]);
    expect(logons.map(({ host }) => host).sort()).toEqual(fleet.names.map((host) => `${host}:${fleet.port}`));
    for (const logon of logons) {
      expect(logon).toMatchObject({ principal: `operator@${fleet.kdc.realm}`, mech: "krb5" });
      expect(logon.flags).toEqual(expect.arrayContaining(FLAGS));
    }
  });

  it("asks the KDC once for the account, and once for each computer", async () => {
    const before = (await fleet.kdc.requests()).length;
    await applyWith(fleet, { auth: "negotiate" });
    const asked = (await fleet.kdc.requests()).slice(before);
    const issued = asked.filter(({ outcome }) => outcome === "ISSUE");
    expect(issued.filter(({ exchange }) => exchange === "AS")).toHaveLength(1);
    expect(issued.filter(({ exchange }) => exchange === "TGS").map(({ service }) => service).sort()).toEqual(
      fleet.names.map((host) => `HTTP/${host}@${fleet.kdc.realm}`),
    );
  });
});

describe.skipIf(absent)(`Kerberos over TLS, before ${name}`, () => {
  it.each(["sha256", "sha384"])("is bound to the channel, under a certificate signed with %s", async (certificateHash) => {
    const fleet = await startKerberosFleet({ clients: CLIENTS, tls: true, strictCbt: true, certificateHash });
    try {
      const { code, mechanisms } = await applyWith(fleet, { auth: "kerberos" });
      expect({ code, mechanisms }).toEqual({ code: 0, mechanisms: Array(CLIENTS).fill("kerberos") });
      const { logons, refused } = await seen(fleet);
      expect(logons.map(({ bound }) => bound)).toEqual(Array(CLIENTS).fill(true));
      expect(refused).toEqual([]);
    } finally {
      await fleet.stop();
    }
  });
});

describe.skipIf(absent)(`A wrong password, before ${name}`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 1, mech: "both" });
  });
  afterAll(() => fleet.stop());

  it.each(["kerberos", "negotiate"] as const)(
    `costs one refused logon at the KDC and none at a host, for ${MANY} targets by %s`,
    async (auth) => {
      const [host] = fleet.names;
      const list = join(fleet.folder, "many.yml");
      const hosts = Array.from({ length: MANY }, (_, at) => `many-${at}.fleet.example`);
      const row = (target: string | undefined) => `  - { name: "${target}", address: "${fleet.address}", port: ${fleet.port} }\n`;
      await writeFile(list, `hosts:\n${[host, ...hosts].map(row).join("")}`);
      const before = { refused: await fleet.kdc.refusedLogons(), seen: (await fleet.trace()).length };
      const env = { ...fleet.credential, INVRUN_PASSWORD: "Wrong 7 heron?" };
      const { code, faults, mechanisms } = await applyWith(fleet, { auth, env, targets: list });
      expect(code).not.toBe(0);
      expect(mechanisms).toEqual([]);
      expect(faults.filter((fault) => fault === "INV522")).toHaveLength(1);
      expect(new Set(faults)).toEqual(new Set(["INV522", "INV903"]));
      expect(await fleet.kdc.refusedLogons()).toBe(before.refused + 1);
      expect((await fleet.trace()).slice(before.seen)).toEqual([]);
    },
  );
});
