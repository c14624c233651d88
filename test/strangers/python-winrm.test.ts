import type { AddressInfo } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTls } from "../../src/sim/tls.ts";
import { HARDWARE } from "../sim/caller.ts";
import { deedsOf, firstReport, type Simulator, startClient, truthOf } from "./foreign.ts";
import { pythonWinrm } from "./presence.ts";
import { ask } from "./python-winrm.ts";

const { absent, name } = pythonWinrm();
const STATUS = "-Namespace root\\ccm\\invagt -Class InventoryActionStatus";

describe.skipIf(absent)(`${name}, its messages sealed by NTLM`, () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startClient();
  });
  afterAll(() => simulator.stop());

  it("runs a command, and is told of its errors and exit code", async () => {
    expect(await ask(simulator, { shell: "cmd", line: "hostname" })).toEqual({ out: "sim-0001\r\n", err: "", code: 0 });
    const lost = await ask(simulator, { shell: "cmd", line: "nonsense" });
    expect(lost).toEqual({ out: "", err: expect.stringContaining("nonsense"), code: 1 });
  });

  it("resets and forces hardware inventory by today's lines: the report is full", async () => {
    const reset = `Get-WmiObject ${STATUS} -Filter "InventoryActionID='${HARDWARE}'" | Remove-WmiObject`;
    const force = `Invoke-WmiMethod -Namespace root\\ccm -Class SMS_Client -Name TriggerSchedule -ArgumentList "${HARDWARE}" | Out-Null`;
    expect(await ask(simulator, { shell: "ps", line: `${reset}\n${force}` })).toEqual({ out: "", err: "", code: 0 });
    expect(await deedsOf(simulator, "delete", "trigger")).toEqual([
      `delete root\\ccm\\invagt:InventoryActionStatus.inventoryactionid="${HARDWARE}" done`,
      `trigger ${HARDWARE} queued`,
    ]);
    expect(await firstReport(simulator)).toMatchObject({ id: HARDWARE, full: true, major: 1, minor: 0 });
  });

  it("asks again where a command is silent for longer than the operation timeout", async () => {
    const faults = (await truthOf(simulator)).counts.fault ?? 0;
    const slow = await ask(simulator, { shell: "ps", line: "Start-Sleep -Milliseconds 1500; Write-Output late" });
    expect(slow).toEqual({ out: "late\r\n", err: "", code: 0 });
    expect((await deedsOf(simulator, "fault")).slice(faults)).toEqual(["fault  timedOut"]);
  });

  it("is refused with a wrong password", async () => {
    const { logon } = (await truthOf(simulator)).counts;
    const refused = await ask(simulator, { shell: "cmd", line: "hostname", password: "wrong" });
    expect(refused).toEqual({ refused: expect.stringContaining("rejected") });
    const after = await truthOf(simulator);
    expect(after.counts.logon).toBe(logon);
    expect(after.deeds.filter(({ deed }) => deed === "refused").map(({ result }) => result)).toContain(
      "account or password is wrong",
    );
  });

  it("is refused where it does not seal", async () => {
    const refused = await ask(simulator, { shell: "cmd", line: "hostname", encryption: "never" });
    expect(refused).toEqual({ refused: expect.stringContaining("rejected") });
  });
});

describe.skipIf(absent)(`${name}, over TLS with channel binding`, () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startClient("--tls");
  });
  afterAll(() => simulator.stop());

  it("logs on and reads what the agent remembers", async () => {
    const line = `(Get-CimInstance ${STATUS} -Filter "InventoryActionID='${HARDWARE}'").LastMajorReportVersion`;
    const row = (await truthOf(simulator)).rows.find(({ id }) => id === HARDWARE);
    const answer = await ask(simulator, { shell: "ps", line });
    expect(answer).toEqual({ out: `${row?.lastMajorReportVersion}\r\n`, err: "", code: 0 });
    const refused = await ask(simulator, { shell: "ps", line, password: "wrong" });
    expect(refused).toEqual({ refused: expect.stringContaining("rejected") });
  });

  it("is refused where somebody in between has a certificate of his own, though it trusts that one", async () => {
    const between = await standBetween(simulator.port);
    try {
      const refused = await ask(
        { ...simulator, port: between.port, ca: between.ca },
        { shell: "cmd", line: "hostname" },
      );
      expect(refused).toEqual({ refused: expect.stringContaining("rejected") });
      expect(await deedsOf(simulator, "refused")).toContain(
        "refused  the channel binding is that of another connection",
      );
    } finally {
      between.close();
    }
  });
});

/** Ends TLS with a certificate of its own, and hands everything on over TLS. */
async function standBetween(port: number) {
  const { key, cert, ca, remove } = createTls([]);
  const sockets = new Set<TLSSocket>();
  const server = createServer({ key, cert }, (inner) => {
    const outer = connect({ port, host: "localhost", rejectUnauthorized: false });
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    remove();
  };
  return { port: (server.address() as AddressInfo).port, ca, close };
}
