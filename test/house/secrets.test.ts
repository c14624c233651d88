import { expect, it } from "vitest";
import { modulesBelow } from "./tree.ts";

/** Every place where a secret is given away, with how often. A new one is a decision, written down here. */
const REVEALED: Readonly<Record<string, number>> = {
  "src/app/directory.ts": 1,
  "src/app/powershell.ts": 1,
  "src/net/auth/basic.ts": 1,
  "src/net/auth/certificate.ts": 2,
  "src/net/auth/kerberos/account-keeper.ts": 1,
  "src/net/auth/ntlm-logon.ts": 1,
};

/** Where it may happen at all. */
const MAY_REVEAL = ["src/net/auth/", "src/app/powershell.ts", "src/app/directory.ts"];

const calls = modulesBelow("src")
  .map(({ path, text }) => ({ path, count: (text.match(/\.reveal\b/g) ?? []).length }))
  .filter(({ count }) => count > 0);

it("a secret is revealed in authentication alone", () => {
  expect(calls.filter(({ path }) => !MAY_REVEAL.some((place) => path.startsWith(place)))).toEqual([]);
});

it("the places where a secret is revealed are counted", () => {
  expect(Object.fromEntries(calls.map(({ path, count }) => [path, count]))).toEqual(REVEALED);
});

it("no flag of any command takes a password", () => {
  const flags = modulesBelow("src/commands").flatMap(({ path, text }) =>
    [...text.matchAll(/["']?([\w-]+)["']?:\s*Flags\./g)].map((match) => ({ path, flag: match[1] as string })),
  );
  expect(flags.filter(({ flag }) => /pass|secret|token/i.test(flag))).toEqual([]);
});
