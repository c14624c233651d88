import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HARDWARE, readRow } from "../sim/caller.ts";
import { type KerberosFleet, type KerberosFleetOptions, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { fetchTruth } from "../support/truth.ts";
import { curl, initiate, withTickets } from "./kerberos-callers.ts";
import { curlKerberos, gssapiAcceptor } from "./presence.ts";

const acceptor = gssapiAcceptor();
const curls = curlKerberos();
const IDENTITY = expect.stringContaining("<wsmid:IdentifyResponse");
const REFUSED = { status: 401, offer: "Negotiate" };
const OPERATOR = "operator@FLEET.EXAMPLE";

/** A fleet for one claim. */
async function during(options: Partial<KerberosFleetOptions>, claim: (fleet: KerberosFleet) => Promise<void>) {
  const fleet = await startKerberosFleet({ clients: 1, ...options });
  try {
    await claim(fleet);
  } finally {
    await fleet.stop();
  }
}

async function whyRefused(fleet: KerberosFleet): Promise<string | undefined> {
  return (await fleet.trace()).flatMap((event) => (event.event === "refused" ? [event.why] : [])).at(-1);
}

describe.skipIf(acceptor.absent)(`${acceptor.name}, over HTTP`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 2 });
  });
  afterAll(() => fleet.stop());

  it.each(["spnego", "krb5"] as const)("lets python3-gssapi in by %s, and everything is sealed", async (mech) => {
    const before = (await fleet.trace()).length;
    const as = await withTickets(fleet);
    const told = await initiate({ fleet, as, mech, again: 2 });
    const sealed = { status: 200, sealed: true, text: IDENTITY };
    expect(told).toEqual({ complete: true, answers: [sealed, sealed, sealed] });
    const events = (await fleet.trace()).slice(before);
    expect(events.map(({ event }) => event)).toEqual(
      ["request token logon", ...Array(3).fill("request unsealed sealed")].join(" ").split(" "),
    );
    expect(events[1]).toMatchObject({ form: mech, scheme: "Negotiate", complete: true });
    expect(events[2]).toMatchObject({
      principal: OPERATOR,
      mech: "krb5",
      flags: expect.arrayContaining(["confidentiality", "integrity", "mutual_authentication"]),
    });
    expect(new Set(events.map(({ connection }) => connection)).size).toBe(1);
  });

  it("takes the Kerberos scheme as well, with its own name for what is sealed", async () => {
    const told = await initiate({ fleet, as: await withTickets(fleet), mech: "krb5", scheme: "Kerberos" });
    expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: true, text: IDENTITY }] });
    const schemes = (await fleet.trace()).flatMap((event) => (event.event === "token" ? [event.scheme] : []));
    expect(schemes.at(-1)).toBe("Kerberos");
  });

  it("hands on what is asked to the client that is meant, and the answer back", async () => {
    const [, name = ""] = fleet.names;
    const told = await initiate({ fleet, as: await withTickets(fleet), name, text: readRow() });
    const { clients } = await fetchTruth(fleet.simulator.truth);
    const row = clients.find((client) => client.name === name)?.rows.find(({ id }) => id === HARDWARE);
    const text = expect.stringContaining(`<p:LastMajorReportVersion>${row?.lastMajorReportVersion}<`);
    expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: true, text }] });
  });

  it("refuses a plain message of somebody who has logged on", async () => {
    const told = await initiate({ fleet, as: await withTickets(fleet), sealed: false });
    expect(told).toEqual({ complete: true, answers: [{ status: 401, sealed: false, text: "" }] });
    expect(await whyRefused(fleet)).toBe("a plain message where sealing is demanded");
  });

  it("does not hear of somebody without a ticket, and the KDC is not asked for a service it does not know", async () => {
    expect(await initiate({ fleet })).toEqual({ failed: expect.stringMatching(/credentials/i) });
    const unknown = await initiate({ fleet, as: await withTickets(fleet), name: "sim-0009.fleet.example" });
    expect(unknown).toEqual({ failed: expect.stringContaining("not found in Kerberos database") });
  });

  it.skipIf(curls.absent)(`refuses ${curls.name}, which logs on and does not seal`, async () => {
    expect(await curl({ fleet, as: await withTickets(fleet) })).toEqual({ status: "401", text: "" });
    expect(await whyRefused(fleet)).toBe("a plain message where sealing is demanded");
    expect((await fleet.trace()).some((event) => event.event === "logon" && event.principal === OPERATOR)).toBe(true);
  });
});

describe.skipIf(acceptor.absent)(`${acceptor.name}, with keys and habits of its own`, () => {
  it.each([
    ["aes128-cts-hmac-sha1-96", 60],
    ["aes256-cts-hmac-sha1-96", 60],
    ["aes256-cts-hmac-sha384-192", 72],
  ])("seals by %s, by gss_wrap_iov and as well by gss_wrap: %i bytes stand before the data", async (enctype, bytes) => {
    for (const noIov of [false, true]) {
      await during({ noIov, kdc: { enctypes: [enctype] } }, async (fleet) => {
        const told = await initiate({ fleet, as: await withTickets(fleet) });
        expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: true, text: IDENTITY }] });
        const lengths = (await fleet.trace()).flatMap((event) => ("signature" in event ? [event.signature] : []));
        expect(lengths).toEqual([bytes, bytes]);
      });
    }
  });

  it("refuses a ticket that is sealed with a newer key than its own", () =>
    during({ staleKeys: true }, async (fleet) => {
      expect(await initiate({ fleet, as: await withTickets(fleet) })).toEqual(REFUSED);
      expect(await whyRefused(fleet)).toMatch(/keytab|decrypt|key version/i);
    }));

  it("refuses a ticket where its clock is off", () =>
    during({ clockOffsetS: 1_200 }, async (fleet) => {
      expect(await initiate({ fleet, as: await withTickets(fleet) })).toEqual(REFUSED);
      expect(await whyRefused(fleet)).toMatch(/clock skew/i);
    }));

  it.each(["silent", "forged", "altered", "replayed"] as const)(
    "is seen through by python3-gssapi where it is rogue: %s",
    (rogue) =>
      during({ rogue }, async (fleet) => {
        const told = await initiate({ fleet, as: await withTickets(fleet), again: 1 });
        expect(told).toEqual({ failed: expect.any(String) });
      }),
  );

  it("answers in plain where it is rogue in that way", () =>
    during({ rogue: "plain" }, async (fleet) => {
      const told = await initiate({ fleet, as: await withTickets(fleet) });
      expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: false, text: IDENTITY }] });
    }));

  it("forgets who logged on, where it is told to", () =>
    during({ forgetAfter: 1 }, async (fleet) => {
      const told = await initiate({ fleet, as: await withTickets(fleet), again: 1 });
      const answers = [
        { status: 200, sealed: true, text: IDENTITY },
        { status: 401, sealed: false, text: "" },
      ];
      expect(told).toEqual({ complete: true, answers });
    }));
});

describe.skipIf(acceptor.absent)(`${acceptor.name}, over TLS`, () => {
  it.each(["sha256", "sha384", "sha512", "pss-sha256", "pss-sha384"])(
    "knows the channel by a certificate signed with %s",
    async (certificateHash) => {
      await during({ tls: true, strictCbt: true, certificateHash }, async (fleet) => {
        const told = await initiate({ fleet, as: await withTickets(fleet), bindings: fleet.certificate });
        expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: false, text: IDENTITY }] });
        expect(await fleet.trace()).toContainEqual(expect.objectContaining({ event: "logon", bound: true }));
      });
    },
  );

  it("refuses whoever binds to another channel, and whoever binds to none where that is demanded", () =>
    during({ tls: true, strictCbt: true }, async (fleet) => {
      const as = await withTickets(fleet);
      const { ca } = fleet;
      expect(await initiate({ fleet, as, bindings: ca })).toEqual(REFUSED);
      expect(await whyRefused(fleet)).toMatch(/channel bindings/i);
      expect(await initiate({ fleet, as })).toEqual(REFUSED);
      expect(await whyRefused(fleet)).toBe("the channel binding is missing");
    }));

  it.skipIf(curls.absent)(`lets ${curls.name} in with tickets, and not without`, () =>
    during({ tls: true }, async (fleet) => {
      expect(await curl({ fleet })).toEqual({ status: "401", text: "" });
      expect(await curl({ fleet, as: await withTickets(fleet) })).toEqual({ status: "200", text: IDENTITY });
    }),
  );

  it.skipIf(curls.absent)(`lets ${curls.name} in as far as it binds to the channel, where that is demanded`, () =>
    during({ tls: true, strictCbt: true }, async (fleet) => {
      const { status } = await curl({ fleet, as: await withTickets(fleet) });
      const [logon] = (await fleet.trace()).filter(({ event }) => event === "logon");
      // Debian 12's does not, which came with curl 8.11.
      expect(status).toBe(logon?.event === "logon" && logon.bound === true ? "200" : "401");
    }),
  );
});
