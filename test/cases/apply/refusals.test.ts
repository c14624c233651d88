import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

const NINE_MISTAKES = fileURLToPath(new URL("../validate/nine-mistakes.yaml", import.meta.url));

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "5"]);
});
afterAll(() => fleet.stop());

const touched = async () => {
  const { clients } = await fetchTruth(fleet.truth);
  return clients.reduce((sum, { counts }) => sum + (counts.connection ?? 0), 0);
};

describe("apply refuses before anything is sent", () => {
  it("a runbook with nine mistakes: exit 2, nine diagnostics, each at its place", async () => {
    const { env, folder } = fleet;
    const run = await runCli(["apply", NINE_MISTAKES, "--targets", fleet.targets, "--yes"], { env, cwd: folder });
    expect(run.code).toBe(2);
    const places = [...run.stderr.matchAll(/nine-mistakes\.yaml:(\d+:\d+) error /g)].map(([, place]) => place);
    expect(places).toEqual(["4:1", "9:7", "10:7", "13:9", "14:3", "17:3", "18:16", "22:7", "24:11"]);
    expect(await touched()).toBe(0);
  });

  it("a credential that is not to be had: exit 5, and the variables are named", async () => {
    const runbook = await writeRunbook(fleet.folder, fullInventoryText({ connection: "connection:\n  credential: corp-admin\n" }));
    const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--yes"], { env: fleet.env, cwd: fleet.folder });
    expect(run.code).toBe(5);
    expect(run.stderr).toContain("INV301");
    expect(run.stderr).toContain("INVRUN_CORP_ADMIN_USERNAME");
    expect(await touched()).toBe(0);
  });

  it("a runbook without targets: exit 2", async () => {
    const runbook = await writeRunbook(fleet.folder);
    const run = await runCli(["apply", runbook], { env: fleet.env, cwd: fleet.folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("INV304");
  });

  it("authorities that are no certificates: exit 2", async () => {
    const runbook = await writeRunbook(fleet.folder, fullInventoryText({ connection: "connection:\n  tls: true\n  ca: ./runbook.yml\n" }));
    const run = await runCli(["apply", runbook, "--targets", fleet.targets], { env: fleet.env, cwd: fleet.folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("INV305");
  });

  it("a runs directory that cannot be made: exit 3", async () => {
    const runbook = await writeRunbook(fleet.folder);
    const file = join(fleet.folder, "a-file");
    await writeFile(file, "");
    const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--runs-dir", file], { env: fleet.env, cwd: fleet.folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("INV302");
    expect(await touched()).toBe(0);
    expect(await readdir(fleet.folder)).not.toContain(".invrun");
  });
});

describe("a wrong password", () => {
  it("is tried once in the whole fleet: exit 6, the host named, no other started", async () => {
    const runbook = await writeRunbook(fleet.folder);
    const env = { ...fleet.env, INVRUN_PASSWORD: `${fleet.password}-not` };
    const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--json"], { env, cwd: fleet.folder });
    const summary = JSON.parse(run.stdout) as Summary;
    expect(run.code).toBe(6);
    expect(summary.totals).toMatchObject({ failed: 1, "not-started": 4 });
    expect(summary.targets.find(({ state }) => state === "failed")?.code).toBe("INV501");
    const { clients } = await fetchTruth(fleet.truth);
    expect(clients.reduce((sum, { counts }) => sum + (counts.refused ?? 0), 0)).toBe(1);
  });
});
