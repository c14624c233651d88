import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth, unexpected } from "../../support/truth.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "6", "--tls"]);
});
afterAll(() => fleet.stop());

async function applyWith(connection: string) {
  const { env, folder } = fleet;
  const runbook = await writeRunbook(folder, fullInventoryText({ connection: `connection:\n${connection}` }));
  const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--yes", "--json"], { env, cwd: folder });
  return { ...run, summary: JSON.parse(run.stdout) as Summary };
}

describe("over TLS", () => {
  it("NTLM logs on with channel binding, under an authority of one's own", async () => {
    const { code, summary } = await applyWith(`  tls: true\n  ca: ${fleet.ca}\n`);
    expect(code).toBe(0);
    expect(unexpected(summary, await fetchTruth(fleet.truth))).toEqual([]);
  });

  it("Basic logs on, and the computer's name is read before anything else", async () => {
    const { code, summary } = await applyWith(`  auth: basic\n  tls: true\n  ca: ${fleet.ca}\n`);
    expect(code).toBe(0);
    expect(summary.totals.succeeded).toBe(6);
  });

  it("nothing is sent to a host whose certificate is not trusted", async () => {
    const before = (await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0);
    const { code, summary } = await applyWith("  tls: true\n");
    expect(code).toBe(6);
    expect(new Set(summary.targets.map((target) => target.code))).toEqual(new Set(["INV411"]));
    expect((await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0)).toEqual(before);
  });
});
