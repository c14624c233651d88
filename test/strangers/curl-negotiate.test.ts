import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HARDWARE, readRow, SOAP, trigger } from "../sim/caller.ts";
import { deedsOf, IDENTIFY, runForeign, type Simulator, startClient, truthOf } from "./foreign.ts";
import { curlNegotiate } from "./presence.ts";

const { absent, name } = curlNegotiate();

/** The mechanism reads its account from a file; curl wraps its tokens in SPNEGO. */
async function post(simulator: Simulator, text: string, password = simulator.password) {
  const { folder, port, ca, username } = simulator;
  const [accounts, body] = [join(folder, "accounts"), join(folder, "body.xml")];
  await writeFile(accounts, `FLEET:${username}:${password}\n`);
  await writeFile(body, text);
  const url = `${ca === null ? "http" : "https"}://localhost:${port}/wsman`;
  const trust = ca === null ? [] : ["--cacert", ca];
  const { out } = await runForeign(
    "curl",
    [
      ...["--silent", "--negotiate", "--user", ":", ...trust, "--header", `Content-Type: ${SOAP}`],
      ...["--data-binary", `@${body}`, "--write-out", "\n%{http_code}", url],
    ],
    { cwd: folder, env: { NTLM_USER_FILE: accounts } },
  );
  const end = out.lastIndexOf("\n");
  return { status: out.slice(end + 1), text: out.slice(0, end) };
}

describe.skipIf(absent)(name, () => {
  it.each([
    ["over TLS", "--tls"],
    ["over HTTP where plain messages are taken", "--allow-unencrypted"],
  ])("%s: asks who is there, reads a row and triggers a schedule", async (_, flag) => {
    const simulator = await startClient(flag);
    try {
      const identity = await post(simulator, IDENTIFY);
      expect(identity).toEqual({ status: "200", text: expect.stringContaining("<wsmid:IdentifyResponse") });
      const before = (await truthOf(simulator)).rows.find(({ id }) => id === HARDWARE);
      const row = await post(simulator, readRow());
      expect(row.status).toBe("200");
      expect(row.text).toContain(`<p:LastMajorReportVersion>${before?.lastMajorReportVersion}<`);
      expect((await post(simulator, trigger())).text).toContain("<p:ReturnValue>0</p:ReturnValue>");
      expect(await deedsOf(simulator, "logon", "identify", "read", "trigger")).toEqual([
        "logon FLEET\\operator",
        "identify",
        "logon FLEET\\operator",
        `read root\\ccm\\invagt:InventoryActionStatus.inventoryactionid="${HARDWARE}" done`,
        "logon FLEET\\operator",
        `trigger ${HARDWARE} queued`,
      ]);
    } finally {
      await simulator.stop();
    }
  });

  it("is refused with a wrong password", async () => {
    const simulator = await startClient("--tls");
    try {
      expect(await post(simulator, trigger(), "wrong")).toEqual({ status: "401", text: "" });
      expect(await deedsOf(simulator, "logon", "refused", "trigger")).toEqual([
        "refused  account or password is wrong",
      ]);
    } finally {
      await simulator.stop();
    }
  });

  it("is refused where sealing is demanded, since it does not seal", async () => {
    const simulator = await startClient();
    try {
      expect(await post(simulator, trigger())).toEqual({ status: "401", text: "" });
      expect(await deedsOf(simulator, "trigger")).toEqual([]);
    } finally {
      await simulator.stop();
    }
  });
});
