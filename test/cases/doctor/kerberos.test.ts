/** What keeps Kerberos from working, brought about at a key distribution center and an acceptor of other hands. */
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Point } from "../../../src/report/conformance-shape.ts";
import { gssapiAcceptor } from "../../strangers/presence.ts";
import { runCli } from "../../support/cli.ts";
import { type KerberosFleet, type KerberosFleetOptions, startKerberosFleet } from "../../support/kerberos-fleet.ts";
import { readDocument } from "./fleet.ts";

const { absent, name: stranger } = gssapiAcceptor();
const MINUTES = 60_000;

interface Asked {
  readonly env?: Readonly<Record<string, string>>;
  readonly targets?: string;
  readonly flags?: readonly string[];
}

/** The code and the check of each host's cause, as `code check`; `well` for none. */
async function doctor(fleet: KerberosFleet, { env = fleet.credential, targets = fleet.targets, flags = [] }: Asked = {}) {
  const args = ["doctor", "--targets", targets, "--auth", "kerberos", "--concurrency", "1", "--json", ...flags];
  const { hosts, stderr } = readDocument(await runCli(args, { cwd: fleet.folder, env: { ...fleet.env, ...env } }));
  expect(stderr).toBe("");
  return hosts.map(({ cause }) => (cause === null ? "well" : `${cause.code} ${cause.check}`));
}

/** A fleet for one question. */
async function inFleet(options: KerberosFleetOptions, asked: (fleet: KerberosFleet) => Promise<Asked> = async () => ({})) {
  const fleet = await startKerberosFleet(options);
  try {
    return await doctor(fleet, await asked(fleet));
  } finally {
    await fleet.stop();
  }
}

describe.skipIf(absent)(`doctor with Kerberos, before ${stranger}`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 2 });
    await fleet.kdc.addUser({ name: "locked", password: "Ebony 8 heron!", attributes: ["-allow_tix"] });
  });
  afterAll(() => fleet.stop());
  const as = (user: string, password = fleet.user.password) => ({ INVRUN_USERNAME: user, INVRUN_PASSWORD: password });

  it("finds nothing wrong where nothing is", async () => {
    expect(await doctor(fleet)).toEqual(["well", "well"]);
  });

  /** Tickets of one second, which is over when the KDC's own clients say so. */
  const expired = async (): Promise<Asked> => {
    const cache = await fleet.kdc.getTickets("operator", { lifetimeS: 1 });
    const env = { KRB5CCNAME: `FILE:${cache}` };
    await vi.waitFor(() => expect(spawnSync("klist", ["-s", cache]).status).toBe(1), { timeout: MINUTES });
    return { env };
  };

  const troubles: readonly (readonly [string, string, () => Promise<Asked>])[] = [
    ["no ticket", "INV514", async () => ({ env: { KRB5CCNAME: `FILE:${join(fleet.folder, "no-cache")}` } })],
    ["tickets that have expired", "INV515", expired],
    ["a realm that nobody knows", "INV516", async () => ({ env: as("operator@NOWHERE.EXAMPLE") })],
    ["a user that the realm does not know", "INV521", async () => ({ env: as(`nobody@${fleet.kdc.realm}`) })],
    ["a wrong password", "INV522", async () => ({ env: as(`operator@${fleet.kdc.realm}`, "Wrong 7 heron?") })],
    ["a locked account", "INV523", async () => ({ env: as(`locked@${fleet.kdc.realm}`, "Ebony 8 heron!") })],
  ];
  it.each(troubles)("tells %s as %s, of the logon", async (_, code, asked) => {
    const [first, second] = await doctor(fleet, await asked());
    expect(first).toBe(`${code} logon`);
    // A refused account is tried at no other host.
    expect(second).toMatch(/^INV(?:903|5(?!01)\d\d) logon$/);
  });

  it("tells an address in the place of a name as INV520", async () => {
    const targets = join(fleet.folder, "address.yml");
    await writeFile(targets, `hosts:\n  - { name: "${fleet.address}", port: ${fleet.port}, identity: any }\n`);
    expect(await doctor(fleet, { targets })).toEqual(["INV520 logon"]);
  });

  it("tells a service name that nobody knows as INV519, and the host beside it as well", { timeout: 2 * MINUTES }, async () => {
    const unknown = fleet.names[0] as string;
    expect(await inFleet({ clients: 2, unknownServices: [unknown] })).toEqual(["INV519 logon", "well"]);
  });

  it("tells a realm that does not answer as INV517", { timeout: 2 * MINUTES }, async () => {
    const halted = inFleet({ clients: 1 }, async ({ kdc }) => {
      await kdc.halt();
      return {};
    });
    expect(await halted).toEqual(["INV517 logon"]);
  });

  it("tells keys of the host that are out of date as INV526", { timeout: 2 * MINUTES }, async () => {
    expect(await inFleet({ clients: 1, staleKeys: true })).toEqual(["INV526 logon"]);
  });

  it("tells clocks that are apart as INV518: the realm's, and the host's whether or not it says so", { timeout: 4 * MINUTES }, async () => {
    const realms = { kdc: { clockOffsetS: 3_600, clientFollowsKdcClock: false } };
    expect(await inFleet({ clients: 1, ...realms })).toEqual(["INV518 logon"]);
    expect(await inFleet({ clients: 1, clockOffsetS: 3_600, errorTokens: true })).toEqual(["INV518 logon"]);
    expect(await inFleet({ clients: 1, clockOffsetS: 3_600 })).toEqual(["INV518 logon"]);
  });

  it("--conformance is asked under Kerberos too", { timeout: 2 * MINUTES }, async () => {
    const targets = join(fleet.folder, "one.yml");
    await writeFile(targets, `hosts:\n  - { name: "${fleet.names[0]}", address: "${fleet.address}", port: ${fleet.port} }\n`);
    const args = ["doctor", "--targets", targets, "--auth", "kerberos", "--conformance", "--idle", "300ms", "--json"];
    const { code, stdout } = await runCli(args, { cwd: fleet.folder, env: { ...fleet.env, ...fleet.credential } });
    expect(code).toBe(0);
    const { connection, points } = JSON.parse(stdout);
    expect(connection).toMatchObject({ auth: "kerberos", tls: false });
    expect(points.filter(({ state }: Point) => state === "unsettled")).toEqual([]);
    expect(points.find(({ id }: Point) => id === "two-leg-logon")).toMatchObject({
      state: "not-asked",
      answer: "with Kerberos no message travels with a token",
    });
    expect(points.find(({ id }: Point) => id === "product")).toMatchObject({ state: "settled" });
  });
});
