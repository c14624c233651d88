import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Kdc, startKdc } from "../support/kdc.ts";
import { tell } from "../support/realm/programs.ts";
import { kdc as presence } from "./presence.ts";

const { absent, name } = presence();
const SERVICE = "HTTP/sim-0001.fleet.example";
/** Left in the realm's folder by nobody. */
const UNKNOWN = "HTTP/sim-0002.fleet.example";
const ALICE = { name: "alice", password: 'a "quoted" word' };

/** Logs on as kinit does; the cache is of no use to anybody. */
function logOn(kdc: Kdc, user: string, password: string) {
  return tell(["kinit", "-c", `FILE:${join(kdc.folder, "scratch")}`, user], { input: `${password}\n`, env: kdc.env });
}

function askFor(kdc: Kdc, service: string, cache: string) {
  return tell(["kvno", "-c", `FILE:${cache}`, service], { env: kdc.env });
}

describe.skipIf(absent)(`${name} in a realm of the test's own`, () => {
  let kdc: Kdc;
  beforeAll(async () => {
    kdc = await startKdc({ users: [ALICE], services: [SERVICE] });
  });
  afterAll(() => kdc.stop());

  it("gives tickets to a user by password and by keytab, and of a service that it knows", async () => {
    const cache = await kdc.getTickets("alice");
    expect(await askFor(kdc, SERVICE, cache)).toMatchObject({ code: 0, out: expect.stringContaining(SERVICE) });
    const keytab = await kdc.keytabOf("alice");
    const byKeytab = ["kinit", "-c", `FILE:${cache}`, "-k", "-t", keytab, "alice"] as const;
    expect(await tell(byKeytab, { env: kdc.env })).toMatchObject({ code: 0 });
    expect(await kdc.refusedLogons()).toBe(0);
  });

  it("knows no service that it was not given, and says so", async () => {
    const { code, err } = await askFor(kdc, UNKNOWN, await kdc.getTickets("alice"));
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("not found in Kerberos database") });
    expect((await kdc.requests()).at(-1)).toEqual({
      exchange: "TGS",
      outcome: "LOOKING_UP_SERVER",
      client: "alice@FLEET.EXAMPLE",
      service: `${UNKNOWN}@FLEET.EXAMPLE`,
      why: "Server not found in Kerberos database",
    });
  });

  it("counts each wrong password once, and none where it is right", async () => {
    const before = await kdc.refusedLogons();
    const wrong = await logOn(kdc, "alice", "wrong");
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("Password incorrect") });
    expect(await kdc.refusedLogons()).toBe(before + 1);
    expect(await logOn(kdc, "alice", ALICE.password)).toMatchObject({ code: 0 });
    expect(await kdc.refusedLogons()).toBe(before + 1);
  });

  it("tells an unknown user, a locked account and an expired password apart", async () => {
    expect((await logOn(kdc, "nobody", "any")).err).toContain("not found in Kerberos database");
    await kdc.addUser({ name: "locked", password: "right", attributes: ["-allow_tix"] });
    expect((await logOn(kdc, "locked", "right")).err).toContain("revoked");
    await kdc.addUser({ name: "late", password: "right", attributes: ["-pwexpire", "yesterday"] });
    expect((await logOn(kdc, "late", "right")).out).toContain("Password expired");
    const ends = (await kdc.requests()).map(({ client, outcome }) => `${client} ${outcome}`);
    expect(ends).toContain("nobody@FLEET.EXAMPLE CLIENT_NOT_FOUND");
    expect(ends).toContain("locked@FLEET.EXAMPLE CLIENT LOCKED OUT");
    expect(ends).toContain("late@FLEET.EXAMPLE CLIENT KEY EXPIRED");
  });

  it("takes a new password instead of the old one", async () => {
    await kdc.addUser({ name: "bob", password: "old" });
    await kdc.changePassword("bob", "new");
    expect(await logOn(kdc, "bob", "old")).toMatchObject({ code: 1 });
    expect(await logOn(kdc, "bob", "new")).toMatchObject({ code: 0 });
  });

  it("gives tickets that are soon of no use, where that is asked for", async () => {
    const cache = await kdc.getTickets("alice", { lifetimeS: 1 });
    const stillGood = async () => (await tell(["klist", "-s", "-c", `FILE:${cache}`], { env: kdc.env })).code === 0;
    await expect.poll(stillGood, { timeout: 60_000 }).toBe(false);
  });

  it("is silent while it is halted, and there again afterwards with all that it knew", async () => {
    await kdc.halt();
    const silent = await logOn(kdc, "alice", ALICE.password);
    expect(silent).toMatchObject({ code: 1, err: expect.stringContaining("Cannot contact any KDC") });
    await kdc.resume();
    expect(await logOn(kdc, "alice", ALICE.password)).toMatchObject({ code: 0 });
  });
});

describe.skipIf(absent)(`${name}, another`, () => {
  it.each([1_200, -1_200])(
    "whose clock is %i s off refuses who holds to his own, and it is no wrong password",
    async (s) => {
      const kdc = await startKdc({ users: [ALICE], clockOffsetS: s, clientFollowsKdcClock: false });
      try {
        const { code, err } = await logOn(kdc, "alice", ALICE.password);
        expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("Clock skew too great") });
        expect(await kdc.refusedLogons()).toBe(0);
      } finally {
        await kdc.stop();
      }
    },
  );

  it("whose clock is off is followed by MIT's client, which is not told to do otherwise", async () => {
    const kdc = await startKdc({ users: [ALICE], clockOffsetS: 1_200 });
    try {
      expect(await logOn(kdc, "alice", ALICE.password)).toMatchObject({ code: 0 });
    } finally {
      await kdc.stop();
    }
  });

  it("has a realm and keys of its own: the first one's users are unknown to it", async () => {
    const [one, other] = await Promise.all([
      startKdc({ users: [ALICE] }),
      startKdc({ realm: "ELSEWHERE.EXAMPLE", users: [{ name: "bob", password: "word" }] }),
    ]);
    try {
      expect(await logOn(one, "alice", ALICE.password)).toMatchObject({ code: 0 });
      expect((await logOn(other, "alice", ALICE.password)).err).toContain("alice@ELSEWHERE.EXAMPLE' not found");
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });
});
