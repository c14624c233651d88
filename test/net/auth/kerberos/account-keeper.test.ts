import { describe, expect, it } from "vitest";
import type { Credential } from "../../../../src/base/credential.ts";
import { Secret } from "../../../../src/base/secret.ts";
import { AccountKeeper } from "../../../../src/net/auth/kerberos/account-keeper.ts";
import type { KerberosLibrary, TicketSource } from "../../../../src/net/auth/kerberos/kerberos.ts";
import { openBeforeNtlm } from "../../../../src/net/auth/kerberos/open-library.ts";
import { KerberosError, type Trouble } from "../../../../src/net/auth/kerberos/trouble.ts";

const ADA: Credential = { kind: "password", name: "", username: "ada@corp.example", password: new Secret("pw") };
const HOUR_MS = 3_600_000;

/** A library that answers as told, in turn, and a clock that is moved by hand. */
function surroundings(...answers: readonly (Trouble | number)[]) {
  const asked: TicketSource[] = [];
  let at = 0;
  const library: KerberosLibrary = {
    defaultRealm: "CORP.EXAMPLE",
    acquire: async (source) => {
      const answer = answers[asked.length];
      asked.push(source);
      if (typeof answer !== "number") throw new KerberosError(answer ?? "other");
      return { lifetimeMs: answer, begin: () => Promise.reject() as never };
    },
  };
  const clock = { now: () => at, monotonic: () => at, sleep: async () => {} };
  const pass = (ms: number) => {
    at += ms;
  };
  return { asked, pass, options: { open: async () => library, clock } };
}

const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: KerberosError) => error.trouble,
  );

describe("The tickets of a credential", () => {
  it("are fetched once, however many ask at a time and afterwards", async () => {
    const { asked, options } = surroundings(10 * HOUR_MS);
    const keeper = new AccountKeeper(ADA, true, options);
    const all = await Promise.all(Array.from({ length: 50 }, () => keeper.account()));
    expect(new Set([...all, await keeper.account()]).size).toBe(1);
    expect(asked).toEqual([{ by: "password", principal: "ada@CORP.EXAMPLE", password: "pw" }]);
  });

  it("are fetched anew before they end", async () => {
    const { asked, pass, options } = surroundings(HOUR_MS, HOUR_MS);
    const keeper = new AccountKeeper(ADA, true, options);
    await keeper.account();
    pass(HOUR_MS - 6 * 60_000);
    await keeper.account();
    expect(asked).toHaveLength(1);
    pass(60_000);
    await keeper.account();
    expect(asked).toHaveLength(2);
  });

  it.each(["password-wrong", "client-unknown", "account-closed"] as const)(
    "are never asked for again once the account was refused: %s",
    async (trouble) => {
      const { asked, pass, options } = surroundings(trouble, HOUR_MS);
      const keeper = new AccountKeeper(ADA, true, options);
      const all = await Promise.all(Array.from({ length: 50 }, () => troubleOf(keeper.account())));
      pass(100 * HOUR_MS);
      expect(new Set([...all, await troubleOf(keeper.account())])).toEqual(new Set([trouble]));
      expect(asked).toHaveLength(1);
    },
  );

  it("are never asked for again once the account is refused at its first ticket for a host", async () => {
    const { asked, pass, options } = surroundings(HOUR_MS, HOUR_MS);
    const keeper = new AccountKeeper(ADA, true, options);
    await keeper.account();
    keeper.note(new KerberosError("password-wrong"));
    pass(100 * HOUR_MS);
    expect(await troubleOf(keeper.account())).toBe("password-wrong");
    expect(asked).toHaveLength(1);
  });

  it.each(["other", "no-ticket"] as const)(
    "that are not given for %s, which explains nothing, are asked for once by a password that was never accepted",
    async (trouble) => {
      const { asked, pass, options } = surroundings(trouble, HOUR_MS);
      const keeper = new AccountKeeper(ADA, true, options);
      expect(await troubleOf(keeper.account())).toBe(trouble);
      pass(10 * HOUR_MS);
      expect(await troubleOf(keeper.account())).toBe(trouble);
      expect(asked).toHaveLength(1);
      // A password that was right once may ask again, and so may a cache, which offers none.
      const later = surroundings(HOUR_MS, trouble, HOUR_MS);
      const proven = new AccountKeeper(ADA, true, later.options);
      await proven.account();
      later.pass(HOUR_MS);
      expect(await troubleOf(proven.account())).toBe(trouble);
      later.pass(61_000);
      await proven.account();
      expect(later.asked).toHaveLength(3);
    },
  );

  it("are asked for again after a minute of a silent center, where there is no NTLM to turn to", async () => {
    const { asked, pass, options } = surroundings("kdc-unreachable", HOUR_MS);
    const keeper = new AccountKeeper(ADA, true, options);
    expect(await troubleOf(keeper.account())).toBe("kdc-unreachable");
    pass(59_000);
    expect(await troubleOf(keeper.account())).toBe("kdc-unreachable");
    expect(asked).toHaveLength(1);
    pass(2_000);
    expect(await troubleOf(keeper.account())).toBeNull();
  });

  it.each(["kdc-unreachable", "realm-unknown", "no-library"] as const)(
    "are given up for good where there is NTLM to turn to: %s",
    async (trouble) => {
      const { asked, pass, options } = surroundings(trouble, HOUR_MS);
      const keeper = new AccountKeeper(ADA, false, options);
      await troubleOf(keeper.account());
      pass(100 * HOUR_MS);
      expect(keeper.trouble?.trouble).toBe(trouble);
      expect(asked).toHaveLength(1);
    },
  );

  it("are not asked for under a name without a realm, where NTLM can take it", async () => {
    const { asked, options } = surroundings(HOUR_MS, HOUR_MS);
    const local: Credential = { ...ADA, kind: "password", username: "PC1\\ada", password: new Secret("pw") };
    expect(await troubleOf(new AccountKeeper(local, false, options).account())).toBe("realm-unknown");
    const bare: Credential = { ...local, username: "ada" };
    expect(await troubleOf(new AccountKeeper(bare, false, options).account())).toBe("realm-unknown");
    expect(asked).toHaveLength(0);
    await new AccountKeeper(bare, true, options).account();
    expect(asked).toEqual([{ by: "password", principal: "ada@CORP.EXAMPLE", password: "pw" }]);
  });

  it("come from a keytab, a cache, or the usual cache as the credential says", async () => {
    const { asked, options } = surroundings(HOUR_MS, HOUR_MS, HOUR_MS);
    const kinds: readonly Credential[] = [
      { kind: "keytab", name: "", username: "robot@CORP.EXAMPLE", keytab: "/k" },
      { kind: "tickets", name: "", username: "ada", cache: "FILE:/c" },
      { kind: "tickets", name: "", username: "", cache: null },
    ];
    for (const kind of kinds) await new AccountKeeper(kind, true, options).account();
    expect(asked).toEqual([
      { by: "keytab", principal: "robot@CORP.EXAMPLE", keytab: "/k" },
      { by: "cache", principal: "ada@CORP.EXAMPLE", cache: "FILE:/c" },
      { by: "cache", principal: "", cache: null },
    ]);
  });
});

it("before NTLM, Windows' own library is left out until it was tried there", async () => {
  await expect(openBeforeNtlm("win32")).rejects.toMatchObject({ trouble: "no-library", wanting: true });
});
