import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

const RUNBOOK = `name: at-site
rollout: { batches: [rest], rate: unlimited }
steps:
  - reset-hw-cache:
  - force-inventory: [hardware]
  - wait: { for: [hardware], at: site, timeout: 5m }
`;

describe("a wait at the site, from the command line", () => {
  let fleet: Simulator;
  let runbook: string;
  beforeAll(async () => {
    fleet = await startSimulator(["--clients", "4", "--admin-service", "--members", "50"]);
    runbook = await writeRunbook(fleet.folder, RUNBOOK);
  }, 60_000);
  afterAll(() => fleet.stop());

  const configure = async (text: string) => {
    await mkdir(join(fleet.folder, "config", "invrun"), { recursive: true });
    await writeFile(join(fleet.folder, "config", "invrun", "config.yml"), text);
  };
  const cli = (...args: readonly string[]) => runCli(args, { env: fleet.env, cwd: fleet.folder });

  it("is a good runbook where no site is configured, and is not applied there: INV375, exit code 5", async () => {
    expect((await cli("validate", runbook)).code).toBe(0);
    const { code, stderr } = await cli("apply", runbook, "--targets", fleet.targets, "--yes");
    expect([code, stderr]).toEqual([5, expect.stringContaining("INV375")]);
    expect((await fetchTruth(fleet.truth)).clients.every(({ deeds }) => deeds.length === 0)).toBe(true);
    expect(await readdir(fleet.folder)).not.toContain(".invrun");
  }, 60_000);

  it("ends as received with the dates that the site has, over one logon at the site", async () => {
    const before = await fetchTruth(fleet.truth);
    const { service, ca } = fleet.adminService as { service: string; ca: string };
    await configure(`site:\n  service: ${service}\n  ca: ${ca}\n  code: P01\n`);
    const run = await cli("apply", runbook, "--targets", fleet.targets, "--yes", "--json");
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining("4 succeeded")]);
    const summary = JSON.parse(run.stdout) as Summary;
    const after = await fetchTruth(fleet.truth);
    for (const { name, steps } of summary.targets) {
      const at = ({ site }: typeof after) => site?.computers.find((one) => one.name === name)?.lastHardwareScan;
      expect(steps.at(-1)).toMatchObject({
        outcome: "received",
        facts: { "site:hardware": { before: at(before), after: at(after) } },
      });
    }
    expect(after.site).toMatchObject({ logons: 1, refused: 0 });
  }, 300_000);

  it("costs one refused logon in all where the site's wrong password is some targets' as well", async () => {
    const { service, ca } = fleet.adminService as { service: string; ca: string };
    const account = (variable: string, digits: string) =>
      `{ username: ${fleet.username}, password: { env: ${variable} }, for: [${[...digits].map((digit) => `"sim-*${digit}.fleet.example"`).join(", ")}, "127.0.0.1"] }`;
    const site = `site:\n  service: ${service}\n  ca: ${ca}\n  credential: even\n`;
    await configure(`${site}credentials:\n  even: ${account("EVEN", "24")}\n  odd: ${account("ODD", "13")}\n`);
    const refused = async () => {
      const { clients, site } = await fetchTruth(fleet.truth);
      return clients.reduce((sum, { counts }) => sum + (counts.refused ?? 0), site?.refused ?? 0);
    };
    const before = await refused();
    // Those that are let in come to the site after the others have been refused.
    const text = RUNBOOK.replace("rate: unlimited", 'rate: unlimited, max-failed: "100%"').replace("  - reset-hw", "  - request-policy:\n  - reset-hw");
    const twofold = join(fleet.folder, "twofold.yml");
    await writeFile(twofold, text);
    const env = { EVEN: "wrong-4hTz8", ODD: fleet.password };
    const run = await runCli(["apply", twofold, "--targets", fleet.targets, "--yes"], { env, cwd: fleet.folder });
    expect([run.code, run.stderr]).toEqual([6, expect.stringContaining("INV903")]);
    expect((await refused()) - before).toBe(1);
  }, 300_000);

  it("is rehearsed at a simulated site, with no site configured", async () => {
    await configure("");
    const run = await cli("rehearse", runbook, "--targets", fleet.targets, "--json");
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining("4 succeeded")]);
    const summary = JSON.parse(run.stdout) as Summary;
    expect(summary.targets.map(({ steps }) => steps.at(-1)?.outcome)).toEqual(Array(4).fill("received"));
  }, 300_000);
});
