import { expect, it } from "vitest";
import { faultCodes } from "../../../src/base/codes/index.ts";
import { checkNames } from "../../../src/report/doctor-shape.ts";
import type { KindName } from "../../../src/sim/kinds.ts";
import { read } from "../../house/tree.ts";
import { publishedCheck, strictCheck, wrongs } from "../../support/published.ts";
import { openWard, readDocument } from "./fleet.ts";
import { type Trouble, troubles, troublesOfNames } from "./troubles.ts";

const MINUTES = 60_000;
/** What is printed is what its published schema says, and no key is unsaid. */
const checks = [publishedCheck("doctor"), strictCheck("doctor")];

/** Those that one run of doctor can look at: a fleet of one sort, with the same flags and the same account. */
function together(): readonly (readonly Trouble[])[] {
  const groups = Map.groupBy(troubles, ({ tls, flags, username, password, alone, code }) =>
    JSON.stringify([tls, flags, username, password, alone === true ? code : null]),
  );
  return [...groups.values()];
}

it.each(together().map((group) => ({ group, codes: group.map(({ code }) => code).join(", ") })))(
  "doctor says $codes of exactly the clients in that trouble, and nothing of healthy ones",
  async ({ group }) => {
    const [{ tls = false, flags, username, password } = {} as Trouble] = group;
    const kinds = group.map(({ kind }) => kind);
    // A healthy one first: it proves the credential. Where the caller is at fault, none is well.
    const fleetWide = group.some(({ kind }) => kind === "healthy");
    const wanted: readonly KindName[] = fleetWide ? kinds : ["healthy", ...kinds];
    const ward = await openWard(wanted, { tls });
    try {
      const usual = tls ? ["--tls", "--ca", ward.fleet.ca as string] : [];
      const basic = flags?.includes("basic") === true ? ["--ca", ward.fleet.ca as string] : [];
      const as = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
      const inOrder = ["--json", "--concurrency", "1"];
      const { hosts, code, stdout } = readDocument(await ward.doctor([...inOrder, ...(flags ?? usual), ...basic], as));
      for (const check of checks) expect(wrongs(check, [JSON.parse(stdout)])).toEqual([]);
      const found = hosts.map(({ name, cause }) => [name.split(".")[0], cause?.code ?? null, cause?.check ?? null]);
      const expected = group.map((trouble) => [trouble.kind, trouble.code, trouble.check]);
      expect(found).toEqual(fleetWide ? expected : [["healthy", null, null], ...expected]);
      const unreachable = group.every((trouble) => faultCodes[trouble.code as keyof typeof faultCodes].state === "unreachable");
      expect(code).toBe(unreachable ? 4 : 6);
    } finally {
      await ward.close();
    }
  },
  2 * MINUTES,
);

it("there are at least 18 classes of trouble, each with a code of its own", () => {
  const codes = [...troubles, ...troublesOfNames].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(troubles.length).toBeGreaterThanOrEqual(18);
});

it("docs/doctor.md has a row for each of them and for no other", () => {
  const rows = [...read("docs/doctor.md").matchAll(/^\| `(INV\d{3})` \| (\w+) \| (?:`([\w-]+)`|–) \|/gm)];
  const documented = rows.map(([, code, check, kind]) => [code, check, kind ?? null]);
  const known = [
    ...troublesOfNames.map(({ code, check }) => [code, check, null]),
    ...troubles.map(({ code, check, kind }) => [code, check, kind]),
  ];
  expect(documented.sort()).toEqual(known.sort());
});

it("docs/doctor.md lists the checks in the order in which they are made", () => {
  const listed = [...read("docs/doctor.md").matchAll(/^\d+\. \*\*(\w+)\*\*/gm)].map(([, check]) => check);
  expect(listed).toEqual(checkNames);
});
