import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyWith, type KerberosApply } from "../support/kerberos-apply.ts";
import { type KerberosFleet, type KerberosFleetOptions, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { tell } from "../support/realm/programs.ts";
import { gssapiAcceptor } from "./presence.ts";

const { absent, name } = gssapiAcceptor();
const PASSWORD = "Ebony 7 heron!";
const USERS = [
  { name: "operator", password: PASSWORD },
  { name: "locked", password: PASSWORD, attributes: ["-allow_tix"] },
  { name: "stale", password: PASSWORD, attributes: ["-pwexpire", "yesterday"] },
  { name: "retired", password: PASSWORD, attributes: ["-expire", "yesterday"] },
];
const UNKNOWN = "sim-0002.fleet.example";

/** How the first target of a list ended, and by what was logged on to it. */
async function end(fleet: KerberosFleet, host: string, options: Partial<KerberosApply> = {}) {
  const targets = join(fleet.folder, "one.yml");
  await writeFile(targets, `hosts:\n  - { name: "${host}", address: "${fleet.address}", port: ${fleet.port} }\n`);
  const { faults, mechanisms, summary } = await applyWith(fleet, { auth: "kerberos", targets, ...options });
  return { fault: faults[0], mechanisms, message: JSON.stringify(summary.targets[0]) };
}

async function during(options: Partial<KerberosFleetOptions>, claim: (fleet: KerberosFleet) => Promise<void>) {
  const fleet = await startKerberosFleet({ clients: 1, ...options });
  try {
    await claim(fleet);
  } finally {
    await fleet.stop();
  }
}

const as = (username: string, password = PASSWORD) => ({ INVRUN_USERNAME: username, INVRUN_PASSWORD: password });

describe.skipIf(absent)(`Kerberos in a realm of MIT's, before ${name}`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 2, users: USERS, unknownServices: [UNKNOWN], mech: "both" });
  });
  afterAll(() => fleet.stop());
  const first = "sim-0001.fleet.example";

  it.each([
    ["a wrong password", "operator@FLEET.EXAMPLE", "Amber 5 owl", "INV522"],
    ["a user whom nobody knows", "nobody@FLEET.EXAMPLE", "Amber 5 owl", "INV521"],
    ["a locked account", "locked@FLEET.EXAMPLE", PASSWORD, "INV523"],
    ["an expired password", "stale@FLEET.EXAMPLE", PASSWORD, "INV523"],
    ["an expired account", "retired@FLEET.EXAMPLE", PASSWORD, "INV523"],
  ])("refuses %s, and NTLM is not tried after it", async (_, username, password, code) => {
    const before = (await fleet.trace()).length;
    expect(await end(fleet, first, { env: as(username, password) })).toMatchObject({ fault: code, mechanisms: [] });
    const again = { env: as(username, password), auth: "negotiate" } as const;
    expect(await end(fleet, first, again)).toMatchObject({ fault: code, mechanisms: [] });
    expect((await fleet.trace()).slice(before)).toEqual([]);
  });

  it("knows a bare name, and a domain that is the first label of the realm", async () => {
    for (const username of ["operator", "FLEET\\operator", "fleet.example\\operator"])
      expect(await end(fleet, first, { env: as(username) })).toMatchObject({ fault: null, mechanisms: ["kerberos"] });
  });

  it("has no KDC for another realm: a fault, or NTLM", async () => {
    const env = as("operator@NOWHERE.EXAMPLE");
    expect(await end(fleet, first, { env })).toMatchObject({ fault: "INV516", mechanisms: [] });
    const turned = await end(fleet, first, { env: as("OTHER\\operator"), auth: "negotiate" });
    // The acceptor's accounts are of another domain: what matters is that NTLM was asked.
    expect(turned).toMatchObject({ fault: "INV501", mechanisms: [] });
  });

  it("does not know the service of one computer: a fault, or NTLM, and the journal says why", async () => {
    expect(await end(fleet, UNKNOWN)).toMatchObject({ fault: "INV519", mechanisms: [] });
    const turned = await end(fleet, UNKNOWN, { auth: "negotiate" });
    expect(turned).toMatchObject({ fault: null, mechanisms: ["ntlm INV519"] });
  });

  it("is not for an address: a fault, or NTLM", async () => {
    const address = { targets: join(fleet.folder, "address.yml") };
    await writeFile(address.targets, `hosts:\n  - { name: "127.0.0.1", port: ${fleet.port} }\n`);
    expect(await applyWith(fleet, { auth: "kerberos", ...address })).toMatchObject({ faults: ["INV520"] });
    const before = (await fleet.kdc.requests()).length;
    const turned = await applyWith(fleet, { auth: "negotiate", ...address });
    expect(turned.mechanisms.concat(turned.faults.map(String))).not.toContain("kerberos");
    expect(await fleet.kdc.requests()).toHaveLength(before);
  });

  it("has no ticket where nobody ran kinit, and none that is of use where it has expired", async () => {
    expect(await end(fleet, first, { env: {} })).toMatchObject({ fault: "INV514" });
    const cache = `FILE:${await fleet.kdc.getTickets("operator", { lifetimeS: 1 })}`;
    const good = async () => (await tell(["klist", "-s", "-c", cache], { env: fleet.env })).code === 0;
    while (await good()) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await end(fleet, first, { env: { KRB5CCNAME: cache } })).toMatchObject({ fault: "INV515" });
  });

  it("finds no key in a keytab of somebody else, and is refused with an old one", async () => {
    const keytab = await fleet.kdc.keytabOf("operator");
    await chmod(keytab, 0o600);
    const from = (user: string) => ({ INVRUN_USERNAME: `${user}@FLEET.EXAMPLE`, INVRUN_KEYTAB: keytab });
    expect(await end(fleet, first, { env: from("retired") })).toMatchObject({ fault: "INV525" });
    expect(await end(fleet, first, { env: from("operator") })).toMatchObject({ fault: null });
    await fleet.kdc.changePassword("operator", "another 1");
    expect(await end(fleet, first, { env: from("operator") })).toMatchObject({ fault: "INV522" });
    await fleet.kdc.changePassword("operator", PASSWORD);
  });

  it("finds no encryption type on which it and the KDC agree", async () => {
    const conf = join(fleet.folder, "krb5-other.conf");
    const text = await readFile(fleet.env.KRB5_CONFIG as string, "utf8");
    await writeFile(conf, text.replace("[libdefaults]", "[libdefaults]\n permitted_enctypes = camellia128-cts-cmac"));
    const env = { ...fleet.credential, KRB5_CONFIG: conf };
    expect(await end(fleet, first, { env })).toMatchObject({ fault: "INV524" });
  });

  it("goes on with NTLM where the KDC is silent, and says so; or ends unreachable", async () => {
    await fleet.kdc.halt();
    try {
      expect(await end(fleet, first)).toMatchObject({ fault: "INV517", mechanisms: [] });
      const turned = await end(fleet, first, { auth: "negotiate" });
      expect(turned).toMatchObject({ fault: null, mechanisms: ["ntlm INV517"] });
    } finally {
      await fleet.kdc.resume();
    }
  });
});

describe.skipIf(absent)(`A host that is not what its ticket says, by ${name}`, () => {
  it.each([true, false])("refuses the ticket, whether it says why (%s) or not", (errorTokens) =>
    during({ staleKeys: true, errorTokens, mech: "both" }, async (fleet) => {
      for (const auth of ["kerberos", "negotiate"] as const) {
        const { fault, mechanisms } = await end(fleet, "sim-0001.fleet.example", { auth });
        expect({ fault, mechanisms }).toEqual({ fault: "INV526", mechanisms: [] });
      }
    }),
  );

  it("or whose clock is another", () =>
    during({ clockOffsetS: 3_600, errorTokens: true }, async (fleet) => {
      expect(await end(fleet, "sim-0001.fleet.example")).toMatchObject({ fault: "INV518" });
    }));

  it("or whose KDC's clock is another, where ours does not follow", () =>
    during({ kdc: { clockOffsetS: 3_600, clientFollowsKdcClock: false } }, async (fleet) => {
      expect(await end(fleet, "sim-0001.fleet.example")).toMatchObject({ fault: "INV518" });
    }));
});

describe.skipIf(absent)(`A conversation with ${name}`, () => {
  it("goes on with a new logon where the host forgot the old one, and each stands in the journal", () =>
    during({ forgetAfter: 3 }, async (fleet) => {
      const { fault, mechanisms } = await end(fleet, "sim-0001.fleet.example");
      expect(fault).toBeNull();
      const logons = (await fleet.trace()).filter(({ event }) => event === "logon").length;
      expect(logons).toBeGreaterThan(1);
      expect(mechanisms).toEqual(Array(logons).fill("kerberos"));
    }));

  it("is the same whether the answers were sealed by gss_wrap or by gss_wrap_iov", () =>
    during({ noIov: true }, async (fleet) => {
      expect(await end(fleet, "sim-0001.fleet.example")).toMatchObject({ fault: null, mechanisms: ["kerberos"] });
    }));

  it("is sealed with the keys of RFC 8009 where the realm has them", () =>
    during({ kdc: { enctypes: ["aes256-cts-hmac-sha384-192"] } }, async (fleet) => {
      expect(await end(fleet, "sim-0001.fleet.example")).toMatchObject({ fault: null, mechanisms: ["kerberos"] });
      const lengths = (await fleet.trace()).flatMap((event) => (event.event === "unsealed" ? [event.signature] : []));
      expect(new Set(lengths)).toEqual(new Set([72]));
    }));
});
