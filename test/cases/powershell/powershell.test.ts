import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import type { Summary } from "../../../src/model/summary.ts";
import { loadWinrmClient, winrmClient } from "../../strangers/presence.ts";
import { runCli, type Simulator, startSimulator, tells } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";
import { fetchTruth } from "../../support/truth.ts";

const { absent, name } = winrmClient(await loadWinrmClient());

let secured: Simulator;
let plain: Simulator;
beforeAll(async () => {
  [secured, plain] = await Promise.all([
    startSimulator(["--clients", "3", "--tls"]),
    startSimulator(["--clients", "2", "--allow-unencrypted"]),
  ]);
});
afterAll(() => Promise.all([secured.stop(), plain.stop()]));

async function apply(fleet: Simulator, text: string, env: Readonly<Record<string, string>> = {}) {
  const { folder } = fleet;
  await writeFile(join(folder, "scripts.yml"), text);
  const args = ["apply", "scripts.yml", "--targets", fleet.targets, "--json", "--yes"];
  const run = await runCli(args, { env: { ...fleet.env, ...env }, cwd: folder });
  return { ...run, summary: run.stdout.startsWith("{") ? (JSON.parse(run.stdout) as Summary) : null };
}

const connection = (auth: string) => `connection: { auth: ${auth}, tls: true, ca: ${secured.ca} }`;

describe.skipIf(absent)(`powershell steps by ${name}`, () => {
  it("run beside other steps, and what they wrote is in the summary; the plan has the script whole", async () => {
    const text = `name: scripts
rollout: { max-failed: 100% }
${connection("negotiate")}
steps:
  - powershell: |
      Write-Output 'grüße'
      Write-Output $env:COMPUTERNAME
  - force-inventory: [hardware]
  - wait: { for: [hardware] }
  - powershell: exit 3
`;
    const { code, summary } = await apply(secured, text);
    expect(code).toBe(6);
    const [target] = summary?.targets ?? [];
    expect(target).toMatchObject({ state: "failed", code: "INV816" });
    expect(target?.steps.map(({ outcome }) => outcome)).toEqual(["changed", "changed", "sent", "failed"]);
    expect(target?.steps[0]?.facts).toMatchObject({ powershell: { stdout: "grüße\r\nSIM-0001\r\n", exitCode: 0 } });
    const [client] = (await fetchTruth(secured.truth)).clients;
    const shells = client?.deeds.filter(({ deed }) => deed === "shell").map(({ result }) => result);
    expect(shells).toEqual(["opened", "closed", "opened", "closed"]);
    const journal = await onlyJournal(secured.folder);
    const plan = JSON.parse(await readFile(join(dirname(journal), "plan.json"), "utf8")) as Plan;
    expect(plan.steps[0]?.operations).toContain("  Write-Output 'grüße'");
    const events = await readJournal(journal);
    const sending = events.filter(({ type }) => type === "sending");
    expect(sending.some((event) => "operation" in event && event.operation.startsWith("script "))).toBe(true);
  });

  it.each(["basic", "ntlm"])("tell no password by %s, whatever is asked to be printed for debugging", async (auth) => {
    const text = `name: quiet\n${connection(auth)}\nsteps: [{ powershell: "Write-Output 'done'" }]\n`;
    const { code, stdout, stderr } = await apply(secured, text, { DEBUG: "*,winrm:*", NODE_DEBUG: "*" });
    expect(code).toBe(0);
    expect(stderr).toContain("HTTP");
    const { INVRUN_PASSWORD: password = "" } = secured.env;
    expect([stdout, stderr].some((told) => tells(told, password))).toBe(false);
    expect(stderr).not.toMatch(/Negotiate TlRM/);
  });

  it("meet a wrong password once, and not once for each message", async () => {
    const before = (await fetchTruth(secured.truth)).clients.map(({ counts }) => counts.refused ?? 0);
    const text = `name: wrong\n${connection("ntlm")}\nsteps: [{ powershell: hostname }]\n`;
    const { summary } = await apply(secured, text, { INVRUN_PASSWORD: "another one" });
    const after = (await fetchTruth(secured.truth)).clients.map(({ counts }) => counts.refused ?? 0);
    expect(after.reduce((a, b) => a + b) - before.reduce((a, b) => a + b)).toBe(1);
    expect(summary?.totals.succeeded).toBe(0);
  });

  it("go readable only where that was said, to hosts that take it", async () => {
    const step = (input: string) => `name: plain\nsteps: [{ powershell: ${input} }]\n`;
    const refused = await apply(plain, step("\"Write-Output 'a'\""));
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("INV195") });
    const said = await apply(plain, step("{ script: \"Write-Output 'a'\", unencrypted: true }"));
    expect(said.code).toBe(0);
    expect(said.summary?.targets.map(({ steps }) => steps[0]?.facts)).toMatchObject([
      { powershell: { stdout: "a\r\n" } },
      { powershell: { stdout: "a\r\n" } },
    ]);
  });

  it("are rehearsed, whatever the script is", async () => {
    const text = `name: rehearsed\ntargets: { hosts: [pc-1, pc-2] }\nconnection: { tls: true }\nsteps: [{ powershell: Install-Everything -Force }]\n`;
    await writeFile(join(plain.folder, "rehearsed.yml"), text);
    const { code } = await runCli(["rehearse", "rehearsed.yml"], { cwd: plain.folder });
    expect(code).toBe(0);
  });
});

describe("powershell steps in a text", () => {
  const check = async (text: string) => {
    await writeFile(join(plain.folder, "text.yml"), `name: text\ntargets: { hosts: [pc-1] }\n${text}`);
    const { stdout } = await runCli(["validate", "text.yml", "--json"], { cwd: plain.folder });
    return (JSON.parse(stdout) as { diagnostics: { code: string; line: number }[] }).diagnostics;
  };

  it("are told that they are too long, at their line", async () => {
    const script = (length: number) => `connection: { tls: true }\nsteps:\n  - powershell: ${"x".repeat(length)}\n`;
    expect(await check(script(2_950))).toEqual([]);
    expect(await check(script(2_951))).toMatchObject([{ code: "INV196", line: 5 }]);
    const inside = `connection: { tls: true }\nsteps:\n  - powershell:\n      script: ${"😀".repeat(1_500)}\n`;
    expect(await check(inside)).toMatchObject([{ code: "INV196", line: 6 }]);
  });

  it("are told where they cannot log on", async () => {
    const text = "connection: { tls: true, auth: certificate }\nsteps: [{ powershell: hostname }]\n";
    expect(await check(text)).toMatchObject([{ code: "INV197", line: 4 }]);
  });
});
