import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

const TRACES = { NODE_DEBUG: "http,https,net,tls,stream,timer", DEBUG: "*", NODE_OPTIONS: "--trace-warnings" };

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3", "--tls"]);
});
afterAll(() => fleet.stop());

// Each run through `runCli` fails by itself where the password stands in an output or in a file that it left.
describe("the password is told nowhere", () => {
  it.each([["basic"], ["negotiate"]])("not even with every debug trace on, under %s", async (auth) => {
    const { env, folder, ca } = fleet;
    const connection = `connection:\n  auth: ${auth}\n  tls: true\n  ca: ${ca}\n`;
    const runbook = await writeRunbook(folder, fullInventoryText({ connection }));
    const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--json"], {
      env: { ...env, ...TRACES },
      cwd: folder,
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("HTTP ");
  });
});
