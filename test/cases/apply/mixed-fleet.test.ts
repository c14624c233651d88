/** An inventory with hosts that are reached by TLS beside others that are not: what it says of each holds for every command. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import type { Summary } from "../../../src/model/summary.ts";
import { type Fleet, startFleet } from "../../../src/sim/fleet.ts";
import { loadWinrmClient, winrmClient } from "../../strangers/presence.ts";
import { runCli } from "../../support/cli.ts";
import { onlyJournal } from "../../support/journals.ts";
import { readDocument } from "../doctor/fleet.ts";

const { absent, name: stranger } = winrmClient(await loadWinrmClient());

const PASSWORD = "Quiet harbour 71";
const secure = ["sea-1", "sea-2"];
const open = ["land-1", "land-2"];

let folder: string;
let fleets: readonly Fleet[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-mixed-"));
  const usual = { port: 0, seed: 3, weather: "fair", password: PASSWORD } as const;
  fleets = [
    await startFleet({ ...usual, clients: 2, names: secure, tls: true, allowUnencrypted: false }),
    await startFleet({ ...usual, clients: 2, names: open, tls: false, allowUnencrypted: true }),
  ];
  const [sea, land] = fleets;
  // Ansible, "Windows Remote Management": the scheme is a variable of the host. Nothing listens on port 1.
  const inventory = `gone ansible_host=127.0.0.1 ansible_port=1

[sea]
sea-[1:2] ansible_host=127.0.0.1 ansible_port=${sea?.port}

[sea:vars]
ansible_winrm_scheme=https

[land]
land-[1:2] ansible_host=127.0.0.1 ansible_port=${land?.port}
`;
  await writeFile(join(folder, "inventory.ini"), inventory);
});
afterAll(async () => {
  for (const fleet of fleets) await fleet.close();
  await rm(folder, { recursive: true, force: true });
});

const invrun = (...args: readonly string[]) =>
  runCli(args, { cwd: folder, env: { INVRUN_USERNAME: "operator", INVRUN_PASSWORD: PASSWORD } });

/** A runbook for all of them, none of which stops the run but the one that is not there. */
async function runbook(steps: string, { auth = "ntlm", rollout = "" } = {}): Promise<string> {
  const connection = `connection: { auth: ${auth}, ca: ${JSON.stringify(fleets[0]?.ca)} }`;
  const text = `name: mixed
targets: { files: [inventory.ini] }
${connection}
rollout: { batches: [1, rest], rate: unlimited, max-failed: 100%${rollout} }
steps:
${steps}`;
  await writeFile(join(folder, "mixed.yml"), text);
  return "mixed.yml";
}

const FORCE = "  - force-inventory: [hardware]\n";
const ends = ({ targets }: Summary) =>
  Object.fromEntries(targets.map(({ name, state, code }) => [name, code ?? state]));
const done = Object.fromEntries([...secure, ...open].map((name) => [name, "succeeded"]));

describe("in a fleet of both sorts", () => {
  it("a runbook that trusts an authority for those with TLS is sound without `tls: true`", async () => {
    expect(await invrun("validate", await runbook(FORCE))).toMatchObject({ code: 0, stderr: "" });
  });

  it("doctor, and a plan that looks first, reach each as the inventory says", async () => {
    const path = await runbook(FORCE);
    const { hosts } = readDocument(await invrun("doctor", "--runbook", path, "--json"));
    const found = Object.fromEntries(hosts.map(({ name, checks }) => [name, checks.find(({ check }) => check === "tls")]));
    for (const name of secure) expect(found[name]?.state).toBe("ok");
    for (const name of open) expect(found[name]?.state).toBe("not-checked");
    expect(hosts.filter(({ cause }) => cause !== null).map(({ name }) => name)).toEqual(["gone"]);
    const { code, stdout } = await invrun("plan", path, "--exclude", "gone", "--probe", "--json");
    expect([code, JSON.stringify(JSON.parse(stdout)).includes("sea-1")]).toEqual([0, true]);
  });

  it("apply stops at the one that is gone, and resume reaches the others from the journal alone", async () => {
    const path = await runbook(FORCE, { rollout: ", max-unreachable: 0" });
    const first = await invrun("apply", path, "--yes", "--json");
    expect(first.code).toBe(3);
    const journal = await onlyJournal(folder);
    const plan = JSON.parse(await readFile(join(dirname(journal), "plan.json"), "utf8")) as Plan;
    const tls = plan.batches.flatMap(({ targets }) => targets.map(({ name, tls: own }) => [name, own === true]));
    expect(Object.fromEntries(tls)).toEqual({ "sea-1": true, "sea-2": true, "land-1": false, "land-2": false, gone: false });
    const flags = ["--max-unreachable", "100%", "--reason", "it was scrapped", "--json"];
    const second = await invrun("resume", dirname(journal), ...flags);
    expect(ends(JSON.parse(second.stdout) as Summary)).toEqual({ ...done, gone: "INV403" });
  });

  it.skipIf(absent)(`a script goes over TLS where the host has it, by ${stranger}`, async () => {
    const path = await runbook('  - powershell: { script: "Write-Output $env:COMPUTERNAME", unencrypted: true }\n');
    const { stdout } = await invrun("apply", path, "--yes", "--exclude", "gone", "--json");
    expect(ends(JSON.parse(stdout) as Summary)).toEqual(done);
  });

  it("Basic is for those with TLS: over plain HTTP it is refused, and no password leaves", async () => {
    const path = await runbook(FORCE);
    const { hosts } = readDocument(await invrun("doctor", "--runbook", path, "--auth", "basic", "--json"));
    const causes = Object.fromEntries(hosts.map(({ name, cause }) => [name, cause?.code ?? null]));
    expect(causes).toEqual({ "sea-1": null, "sea-2": null, "land-1": "INV504", "land-2": "INV504", gone: "INV403" });
  });
});
