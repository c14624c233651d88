import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ALL_STATUS_URI, HARDWARE, SOFTWARE, STATUS_URI } from "../sim/caller.ts";
import { deedsOf, type Ran, runForeign, type Simulator, startClient, truthOf } from "./foreign.ts";
import { wsl } from "./presence.ts";

const { absent, name } = wsl();
const DISCOVERY = HARDWARE.replace("1}", "3}");
const DMTF_CLIENT = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/SMS_Client";
const WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

/** It trusts a certificate that lies beside it under the host's name. */
async function ask(simulator: Simulator, args: readonly string[], password = simulator.password): Promise<Ran> {
  const { folder, port, ca, username } = simulator;
  const endpoint = `localhost:${port}`;
  if (ca !== null) await copyFile(ca, join(folder, `${endpoint}.crt`));
  const env = { SHELL: "/bin/bash", WSENDPOINT: endpoint, WSUSER: username, WSPASS: password, KEEPHISTORY: "0" };
  return runForeign("wsl", args, { cwd: folder, env: ca === null ? { ...env, WSNOSSL: "true" } : env });
}

function ids({ out }: Ran): readonly string[] {
  return [...out.matchAll(/<p:InventoryActionID>([^<]+)</g)].map(([, id]) => id as string);
}

describe.skipIf(absent)(name, () => {
  it.each([
    ["over TLS", "--tls"],
    ["over HTTP where plain messages are taken", "--allow-unencrypted"],
  ])("%s: identifies, gets, enumerates, pulls and invokes", async (_, flag) => {
    const simulator = await startClient(flag);
    try {
      expect((await ask(simulator, ["id", "check"])).out).toContain("<wsmid:ProductVendor>Microsoft Corporation<");

      const row = (await truthOf(simulator)).rows.find(({ id }) => id === SOFTWARE);
      const got = await ask(simulator, ["get", STATUS_URI, `InventoryActionID=${SOFTWARE}`]);
      expect(got.code).toBe(0);
      expect(got.out).toContain(`<p:LastMinorReportVersion>${row?.lastMinorReportVersion}<`);

      const all = await ask(simulator, ["enum", STATUS_URI]);
      expect(ids(all)).toEqual([HARDWARE, SOFTWARE, DISCOVERY]);
      expect(all.out).toContain("PullResponse");
      const query = `select * from InventoryActionStatus where InventoryActionID='${SOFTWARE}'`;
      expect(ids(await ask(simulator, ["enum", ALL_STATUS_URI, "-dialect", WQL, "-filter", query]))).toEqual([
        SOFTWARE,
      ]);

      // It copies a reference as text, and knows its namespace by one prefix alone.
      const file = join(simulator.folder, "reference.xml");
      await ask(simulator, ["enum", DMTF_CLIENT, "-mode", "epr", "-ns", "root/ccm"]);
      const reference = await readFile(join(simulator.folder, "response.xml"), "utf8");
      await writeFile(file, reference.replace(/(<\/?)w:/g, "$1wsman:"));
      const call = ["invoke", DMTF_CLIENT, "TriggerSchedule", `sScheduleID=${HARDWARE}`, "-inst", file];
      const triggered = await ask(simulator, call);
      expect(triggered.code).toBe(0);
      expect(triggered.out).toContain("<p:ReturnValue>0</p:ReturnValue>");
      expect(await deedsOf(simulator, "identify", "read", "trigger", "fault", "refused")).toEqual([
        "identify",
        `read root\\ccm\\invagt:InventoryActionStatus.inventoryactionid="${SOFTWARE}" done`,
        `trigger ${HARDWARE} queued`,
      ]);
    } finally {
      await simulator.stop();
    }
  });

  it("is refused with a wrong password", async () => {
    const simulator = await startClient("--tls");
    try {
      const { code, out } = await ask(simulator, ["get", STATUS_URI, `InventoryActionID=${HARDWARE}`], "wrong");
      expect(code).toBe(1);
      expect(out).toContain("is empty, verify credentials");
      expect((await truthOf(simulator)).counts.read).toBeUndefined();
    } finally {
      await simulator.stop();
    }
  });
});
