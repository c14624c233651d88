import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KerberosFleet, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { curl, initiate, withAccount, withTickets } from "./kerberos-callers.ts";
import { curlKerberos, ntlmAcceptor, pythonWinrm } from "./presence.ts";
import { ask } from "./python-winrm.ts";

const acceptor = ntlmAcceptor();
const curls = curlKerberos();
const winrm = pythonWinrm();
const IDENTITY = expect.stringContaining("<wsmid:IdentifyResponse");
const REFUSED = { refused: expect.stringContaining("rejected") };

/** As python3-winrm names a host. */
function seen({ folder, port, ca, user }: KerberosFleet) {
  return { folder, port, ca, username: user.name, password: user.password };
}

async function logons(fleet: KerberosFleet) {
  return (await fleet.trace()).flatMap((event) => (event.event === "logon" ? [event] : []));
}

describe.skipIf(acceptor.absent)(`${acceptor.name}, over HTTP`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 1, mech: "ntlm" });
  });
  afterAll(() => fleet.stop());

  it.each(["ntlm", "spnego"] as const)("lets its own like in by %s, and everything is sealed", async (mech) => {
    const told = await initiate({ fleet, as: await withAccount(fleet), mech, again: 1 });
    const sealed = { status: 200, sealed: true, text: IDENTITY };
    expect(told).toEqual({ complete: true, answers: [sealed, sealed] });
    expect((await logons(fleet)).at(-1)).toMatchObject({ principal: "FLEET\\operator", mech: "ntlm" });
    const tokens = (await fleet.trace()).flatMap((event) => (event.event === "token" ? [event.form] : []));
    expect(tokens.at(-1)).toBe(mech);
  });

  it.skipIf(winrm.absent)(`lets ${winrm.name} in, which seals by a hand of its own`, async () => {
    const before = (await logons(fleet)).length;
    const told = await ask(seen(fleet), { shell: "cmd", line: "hostname" });
    expect(told).toEqual({ out: "sim-0001\r\n", err: "", code: 0 });
    expect((await logons(fleet)).slice(before)).toEqual([expect.objectContaining({ principal: "FLEET\\operator" })]);
    const lengths = (await fleet.trace()).flatMap((event) => ("signature" in event ? [event.signature] : []));
    expect(new Set(lengths)).toEqual(new Set([16]));
  });

  it.skipIf(winrm.absent)(`refuses ${winrm.name} with a wrong password, and where it does not seal`, async () => {
    const before = (await logons(fleet)).length;
    expect(await ask(seen(fleet), { shell: "cmd", line: "hostname", password: "wrong" })).toEqual(REFUSED);
    expect(await logons(fleet)).toHaveLength(before);
    expect(await ask(seen(fleet), { shell: "cmd", line: "hostname", encryption: "never" })).toEqual(REFUSED);
    const refusals = (await fleet.trace()).flatMap((event) => (event.event === "refused" ? [event.why] : []));
    expect(refusals.at(-1)).toBe("a plain message where sealing is demanded");
  });

  it("refuses its own like with a wrong password", async () => {
    const told = await initiate({ fleet, as: await withAccount(fleet, "wrong"), mech: "ntlm" });
    expect(told).toEqual({ status: 401, offer: "Negotiate" });
  });
});

describe.skipIf(acceptor.absent)(`${acceptor.name}, beside Kerberos`, () => {
  it("lets everybody in who comes by one of the two, and tells by which", async () => {
    const fleet = await startKerberosFleet({ clients: 1, mech: "both" });
    try {
      const welcome = { complete: true, answers: [{ status: 200, sealed: true, text: IDENTITY }] };
      expect(await initiate({ fleet, as: await withTickets(fleet) })).toEqual(welcome);
      expect(await initiate({ fleet, as: await withAccount(fleet), mech: "ntlm" })).toEqual(welcome);
      expect(await initiate({ fleet, as: await withAccount(fleet) })).toEqual(welcome);
      const told = (await logons(fleet)).map(({ mech, principal }) => `${mech} ${principal}`);
      expect(told).toEqual(["krb5 operator@FLEET.EXAMPLE", "ntlm FLEET\\operator", "ntlm FLEET\\operator"]);
    } finally {
      await fleet.stop();
    }
  });
});

describe.skipIf(acceptor.absent)(`${acceptor.name}, over TLS with channel binding`, () => {
  it.each(["sha256", "sha384", "sha512"])(
    "knows the channel by a certificate signed with %s",
    async (certificateHash) => {
      const fleet = await startKerberosFleet({
        ...{ clients: 1, mech: "ntlm", tls: true, strictCbt: true, certificateHash },
      });
      try {
        const as = await withAccount(fleet);
        const told = await initiate({ fleet, as, mech: "ntlm", bindings: fleet.certificate });
        expect(told).toEqual({ complete: true, answers: [{ status: 200, sealed: false, text: IDENTITY }] });
        const refused = { status: 401, offer: "Negotiate" };
        expect(await initiate({ fleet, as, mech: "ntlm", bindings: fleet.ca })).toEqual(refused);
        expect(await initiate({ fleet, as, mech: "ntlm" })).toEqual(refused);
        if (winrm.absent) return;
        const answer = { out: "sim-0001\r\n", err: "", code: 0 };
        expect(await ask(seen(fleet), { shell: "cmd", line: "hostname" })).toEqual(answer);
        expect((await logons(fleet)).at(-1)).toMatchObject({ bound: true });
      } finally {
        await fleet.stop();
      }
    },
  );

  it.skipIf(curls.absent)(`lets curl --negotiate in with an account, and not with a wrong password`, async () => {
    const fleet = await startKerberosFleet({ clients: 1, mech: "ntlm", tls: true });
    try {
      expect(await curl({ fleet, as: await withAccount(fleet) })).toEqual({ status: "200", text: IDENTITY });
      expect(await curl({ fleet, as: await withAccount(fleet, "wrong") })).toEqual({ status: "401", text: "" });
    } finally {
      await fleet.stop();
    }
  });
});
