import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator, tells } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

const TRACES = { NODE_DEBUG: "http,https,net,tls,stream,timer", DEBUG: "*", NODE_OPTIONS: "--trace-warnings" };

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3", "--tls"]);
});
afterAll(() => fleet.stop());

describe("the look for the password", () => {
  const secret = "yd6ykrPHdg5p";
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  it.each([
    ["as it is", `password: ${secret}.`],
    ["in a Basic header", `Authorization: Basic ${base64(`op:${secret}`)}`],
    ["in another Basic header", `Authorization: Basic ${base64(`oper:${secret}`)}`],
    ["in a third Basic header", `Authorization: Basic ${base64(`opera:${secret}`)}`],
    ["in hex", Buffer.from(secret).toString("hex")],
    ["in hex of UTF-16", Buffer.from(secret, "utf16le").toString("hex")],
  ])("finds it %s", (_, text) => {
    expect(tells(text, secret)).toBe(true);
  });

  it("finds no other", () => {
    expect(tells(`password: [secret] ${base64("op:another password")}`, secret)).toBe(false);
  });
});

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
    expect(run.stderr).toMatch(/^(?:NET|TLS|STREAM) \d+: /m);
  });
});
