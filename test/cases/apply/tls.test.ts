import { connect } from "node:tls";
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

  /** The fleet has a certificate for whatever name it is asked for, like a gateway; it is the same until the fleet ends. */
  const GATEWAY = "gateway.fleet.example";
  const shownBy = (servername: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ host: fleet.address, port: fleet.port, servername, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on("error", reject);
    });

  it("certificates are for a gateway's name where the runbook says so", async () => {
    const { code, summary } = await applyWith(`  tls: true\n  ca: ${fleet.ca}\n  server-name: ${GATEWAY}\n`);
    expect(code).toBe(0);
    expect(summary.totals.succeeded).toBe(6);
  });

  it("a pinned certificate is taken without any authority, and no other is: nothing is sent", async () => {
    const pin = await shownBy(GATEWAY);
    const pinned = `  tls: true\n  server-name: ${GATEWAY}\n  fingerprint: sha256:${pin}\n`;
    expect((await applyWith(pinned)).summary.totals.succeeded).toBe(6);
    const before = (await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0);
    const { summary } = await applyWith(`  tls: true\n  ca: ${fleet.ca}\n  fingerprint: sha256:${pin}\n`);
    expect(new Set(summary.targets.map((target) => target.code))).toEqual(new Set(["INV430"]));
    expect((await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0)).toEqual(before);
  });

  it("a host's own name and pin come before those of the connection", async () => {
    const names = ["sim-0001.fleet.example", "sim-0002.fleet.example"];
    const pin = await shownBy(GATEWAY);
    const [first, second] = names.map((name) => `    - { name: ${name}, address: ${fleet.address}, port: ${fleet.port}`);
    const hosts = `targets:\n  hosts:\n${first}, server-name: ${GATEWAY}, fingerprint: "${pin}" }\n${second} }\n`;
    const connection = `connection:\n  tls: true\n  fingerprint: ${await shownBy(names[1] as string)}\n`;
    const runbook = await writeRunbook(fleet.folder, fullInventoryText({ connection: `${hosts}${connection}` }));
    const { env, folder } = fleet;
    const run = await runCli(["apply", runbook, "--yes", "--json"], { env, cwd: folder });
    expect((JSON.parse(run.stdout) as Summary).totals.succeeded).toBe(2);
  });

  it("nothing is sent to a host whose certificate is not trusted", async () => {
    const before = (await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0);
    const { code, summary } = await applyWith("  tls: true\n");
    expect(code).toBe(6);
    expect(new Set(summary.targets.map((target) => target.code))).toEqual(new Set(["INV411"]));
    expect((await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.request ?? 0)).toEqual(before);
  });
});
