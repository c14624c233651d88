import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import type { Summary } from "../../../src/model/summary.ts";
import { BIN, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";
import { judge } from "../../support/judge/verdict.ts";
import { fetchTruth } from "../../support/truth.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3", "--tls"]);
});
afterAll(() => fleet.stop());

const sync = (...args: readonly string[]) => runCli(["sync", ...args], { env: fleet.env, cwd: fleet.folder });
const reached = () => ["--targets", fleet.targets, "--tls", "--ca", fleet.ca as string];

const deeds = async () => (await fetchTruth(fleet.truth)).clients.map((client) => client.deeds);

describe("sync", () => {
  it("gets the full reports that were asked for, tells what is true, and keeps its runbook in the plan", async () => {
    const printed = await sync("both", ...reached(), "--site", "P01", "--print");
    const { code, stdout } = await sync("both", ...reached(), "--site", "P01", "--json", "--report", "junit=out.xml");
    const summary = JSON.parse(stdout) as Summary;
    expect(code).toBe(0);
    expect(summary.totals.succeeded).toBe(3);
    const truth = await fetchTruth(fleet.truth);
    for (const { reports } of truth.clients) expect(reports.map(({ full }) => full)).toEqual([true, true]);
    const journal = await onlyJournal(fleet.folder);
    expect(judge({ summary, events: await readJournal(journal), truth })).toEqual({ lies: [], weak: [] });
    const plan = JSON.parse(await readFile(join(dirname(journal), "plan.json"), "utf8")) as Plan;
    expect(plan.runbook.text).toBe(printed.stdout);
    expect(await readFile(join(fleet.folder, "out.xml"), "utf8")).toContain("<testsuites");
  });

  it("touches nobody with --print, and what it prints is sound and in its form", async () => {
    const before = await deeds();
    const { stdout, code } = await sync("hw", "pc-[1:3].corp.example", "0815", "--print");
    expect(code).toBe(0);
    await writeFile(join(fleet.folder, "printed.yml"), stdout);
    const options = { cwd: fleet.folder };
    expect((await runCli(["validate", "printed.yml"], options)).code).toBe(0);
    expect((await runCli(["fmt", "--check", "printed.yml"], options)).code).toBe(0);
    expect(await deeds()).toEqual(before);
  });

  it("leaves clients of another site alone", async () => {
    const { code, stdout } = await sync("hw", ...reached(), "--site", "P99", "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Summary).totals.skipped).toBe(3);
  });

  it("takes a list from standard input, alone", async () => {
    const args = ["sync", "hw", "--targets", "-", "--tls", "--ca", fleet.ca as string, "--json"];
    const run = spawnSync(process.execPath, [BIN, ...args], {
      cwd: fleet.folder,
      env: { ...process.env, ...fleet.env, XDG_STATE_HOME: fleet.folder, XDG_CONFIG_HOME: fleet.folder },
      encoding: "utf8",
      input: await readFile(fleet.targets, "utf8"),
    });
    expect((JSON.parse(run.stdout) as Summary).totals.succeeded).toBe(3);
    const mixed = await sync("hw", "--targets", fleet.targets, "--targets", "-");
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringContaining("INV304") });
  });

  it("takes names or a list, since a name beside a list might mean that one alone", async () => {
    const before = await deeds();
    const { code, stderr } = await sync("hw", "pc-1", ...reached());
    expect(code).toBe(2);
    expect(stderr).toMatch(/INV304 Computers are named, and the list .* as well/);
    expect(stderr).toContain("--limit NAME");
    expect(await deeds()).toEqual(before);
  });

  it("asks the sources that a list names, where it is the only one", async () => {
    const hosts = await readFile(fleet.targets, "utf8");
    const [address, port] = [fleet.address, fleet.port];
    const names = [...hosts.matchAll(/name: "([^"]+)"/g)].map(([, name]) => ({ name, address, port }));
    const program = `console.log(${JSON.stringify(JSON.stringify(names))})`;
    const folder = join(fleet.folder, "sources");
    await mkdir(join(folder, "invrun"), { recursive: true });
    const config = { commands: { cmdb: { run: [process.execPath, "-e", program] } } };
    await writeFile(join(folder, "invrun", "config.yml"), JSON.stringify(config));
    await writeFile(join(fleet.folder, "asked.yml"), "commands: [cmdb]\nexpect: { min: 1, max: 3 }\n");
    const reach = ["--tls", "--ca", fleet.ca as string];
    const env = { ...fleet.env, XDG_CONFIG_HOME: folder };
    const asked = ["sync", "hw", "--targets", "asked.yml", ...reach, "--json"];
    const { code, stdout, stderr } = await runCli(asked, { env, cwd: fleet.folder });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((JSON.parse(stdout) as Summary).totals.succeeded).toBe(3);
  });

  it("tells mistakes of the command line and ends with 2", async () => {
    const { code, stderr } = await sync("sw", "pc-1", "pc-[3:1]", "pc-1", "--auth", "tickets");
    expect(code).toBe(2);
    expect(stderr).toContain("command line:1:21 error INV");
    expect(stderr).toContain("1 | invrun sync sw pc-1 pc-[3:1] pc-1 --auth tickets");
  });

  it("refuses without computers, and where the configuration demands a plan or a change number", async () => {
    expect(await sync("hw")).toMatchObject({ code: 2, stderr: expect.stringContaining("INV304") });
    const folder = join(fleet.folder, "configured");
    const env = { ...fleet.env, XDG_CONFIG_HOME: folder };
    const configured = async (text: string) => {
      await mkdir(join(folder, "invrun"), { recursive: true });
      await writeFile(join(folder, "invrun", "config.yml"), text);
      return runCli(["sync", "hw", ...reached(), "--json"], { env, cwd: fleet.folder });
    };
    const planned = await configured("policy: { plan-above: 2 }\n");
    expect(planned).toMatchObject({ code: 5, stderr: expect.stringContaining("INV323") });
    const changed = await configured("policy: { change: required }\n");
    expect(changed).toMatchObject({ code: 5, stderr: expect.stringContaining("INV316") });
  });
});
