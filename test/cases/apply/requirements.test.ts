import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import type { TruthDocument } from "../../../src/sim/truth.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

const RUNBOOK = `name: required
require:
  site: P01
  provisioning-mode: false
  enabled: [hardware, software]
  client-version: ">=5.00.9096"
  last-report-older-than: { hardware: 1h }
rollout:
  batches: [rest]
  rate: unlimited
  max-failed: 100%
steps:
  - reset-hw-cache:
    timeout: 6s
`;

describe("requirements, in mixed weather", () => {
  let fleet: Simulator;
  let summary: Summary;
  let truth: TruthDocument;
  let stderr: string;
  beforeAll(async () => {
    fleet = await startSimulator(["--clients", "60", "--weather", "mixed", "--seed", "5"]);
    const { env, folder } = fleet;
    const runbook = await writeRunbook(folder, RUNBOOK);
    // The silent ones would be waited for as long as any operation may take.
    const targets = join(folder, "talking.yml");
    const talking = (await fetchTruth(fleet.truth)).clients.filter(({ kind }) => kind !== "silent");
    const rows = talking.map(({ name, address, port }) => `  - { name: ${name}, address: ${address}, port: ${port} }`);
    await writeFile(targets, `hosts:\n${rows.join("\n")}\n`);
    const run = await runCli(["apply", runbook, "--targets", targets, "--yes", "--json"], { env, cwd: folder });
    summary = JSON.parse(run.stdout) as Summary;
    stderr = run.stderr;
    truth = await fetchTruth(fleet.truth);
  }, 60_000);
  afterAll(() => fleet.stop());

  const of = (kind: string) => {
    const names = truth.clients.filter((client) => client.kind === kind).map(({ name }) => name);
    return summary.targets.filter(({ name }) => names.includes(name));
  };

  it.each([
    ["other-site", "site is P02, not P01"],
    ["provisioning", "the client is in provisioning mode"],
    ["no-software-inventory", "software inventory is not enabled"],
    ["old-client", "client version is 5.00.8790.1007, not >=5.00.9096"],
  ])("%s: is skipped, since %s", (kind, why) => {
    const targets = of(kind);
    expect(targets.length).toBeGreaterThan(0);
    for (const { state, message, code } of targets) expect([state, message, code]).toEqual(["skipped", why, null]);
    expect(stderr).toContain(`: ${why}\n`);
  });

  it("are read of every client that answers, and nothing is changed on those that are skipped", () => {
    for (const { name, state, steps } of summary.targets) {
      const deeds = truth.clients.find((client) => client.name === name)?.counts ?? {};
      if (state === "skipped") {
        expect([deeds.delete ?? 0, deeds.trigger ?? 0]).toEqual([0, 0]);
        expect(steps.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(["require skipped"]);
      }
      if (state === "succeeded") expect(steps[0]).toMatchObject({ kind: "require", outcome: "unchanged" });
    }
    expect(of("healthy").map(({ state }) => state)).toEqual(of("healthy").map(() => "succeeded"));
    expect(of("fresh").map(({ state }) => state)).toEqual(of("fresh").map(() => "succeeded"));
  });

  it("tell a computer without a client from one that is not as required", () => {
    expect(of("no-client").map(({ state, code }) => [state, code])).toEqual(
      of("no-client").map(() => ["failed", "INV801"]),
    );
    expect(of("no-client").length).toBeGreaterThan(0);
  });
});
