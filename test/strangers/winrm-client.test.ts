import { describe, expect, it } from "vitest";
import { HARDWARE } from "../sim/caller.ts";
import { deedsOf, firstReport, type Simulator, startClient, truthOf } from "./foreign.ts";
import { loadWinrmClient, type WinrmClient, winrmClient } from "./presence.ts";

const loaded = await loadWinrmClient();
const { absent, name } = winrmClient(loaded);

const STATUS = `-Namespace root\\ccm\\invagt -ClassName InventoryActionStatus -Filter "InventoryActionID='${HARDWARE}'"`;

/** It logs on by Basic where the name has no domain, else by NTLM, and never seals. */
function callers({ port, ca, password }: Simulator, user: string) {
  const { runCommand, runPowershell } = loaded as WinrmClient;
  const tls = ca !== null;
  return {
    command: (line: string, by = password) => runCommand(line, "localhost", user, by, port, false, tls, false),
    // It puts the script into double quotes as it is.
    powershell: (line: string) =>
      runPowershell(line.replaceAll('"', '\\"'), "localhost", user, password, port, tls, false),
  };
}

describe.skipIf(absent)(name, () => {
  it.each([
    ["by Basic over TLS", "operator", "--tls"],
    ["by NTLM over TLS", "FLEET\\operator", "--tls"],
    ["by Basic over HTTP where plain messages are taken", "operator", "--allow-unencrypted"],
    ["by NTLM over HTTP where plain messages are taken", "FLEET\\operator", "--allow-unencrypted"],
  ])(
    "%s: runs commands, resets and forces an inventory, and is refused with a wrong password",
    async (_, user, flag) => {
      const simulator = await startClient(flag);
      try {
        const { command, powershell } = callers(simulator, user);
        expect(await command("hostname")).toBe("sim-0001");
        await powershell(`Get-CimInstance ${STATUS} | Remove-CimInstance`);
        expect(await powershell(`([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('${HARDWARE}')`)).toBe(
          "ReturnValue : 0",
        );
        expect(await firstReport(simulator)).toMatchObject({ id: HARDWARE, full: true, major: 1, minor: 0 });
        expect(await deedsOf(simulator, "delete", "trigger")).toHaveLength(2);
        await expect(command("hostname", "wrong")).rejects.toThrow("401");
        expect((await truthOf(simulator)).counts.refused).toBe(1);
      } finally {
        await simulator.stop();
      }
    },
  );

  it("is refused where sealing is demanded, since it does not seal", async () => {
    const simulator = await startClient();
    try {
      await expect(callers(simulator, "FLEET\\operator").command("hostname")).rejects.toThrow("401");
      expect((await truthOf(simulator)).counts.command).toBeUndefined();
    } finally {
      await simulator.stop();
    }
  });
});
