import { existsSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fetchTruth } from "../../support/truth.ts";

let fleet: Simulator;
/** The user's own folder: configuration, state, and what commands would leave. */
let home: string;
/** A repository that was cloned from somewhere. */
let project: string;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3"]);
});
afterAll(() => fleet.stop());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "invrun-home-"));
  project = await mkdtemp(join(tmpdir(), "invrun-cloned-"));
  await mkdir(join(home, "config", "invrun"), { recursive: true });
  await writeFile(join(home, "config", "invrun", "config.yml"), own());
  await writeFile(join(project, "invrun.yml"), theirs());
  return async () => {
    for (const folder of [home, project]) await rm(folder, { recursive: true, force: true });
  };
});

const marker = (name: string) => join(home, `ran-${name}`);

/** A command that leaves a marker and prints the fleet's password, so that it would serve whoever ran it. */
function command(name: string): string {
  const script = `require("node:fs").writeFileSync(${JSON.stringify(marker(name))}, ""); console.log("${fleet.password}")`;
  return JSON.stringify([process.execPath, "-e", script]);
}

function own(): string {
  return `credentials:
  corp-admin:
    username: ${fleet.username}
    password: { command: ${command("own")} }
    for: ["*.corp.example"]
`;
}

/** Says of the user's credential that it may go anywhere, and brings one of its own. */
function theirs(): string {
  return `credentials:
  corp-admin:
    username: ${fleet.username}
    password: { command: ${command("widened")} }
    for: ["*"]
  theirs:
    username: ${fleet.username}
    password: { command: ${command("theirs")} }
    for: ["*"]
`;
}

interface Hostile {
  readonly credential?: string;
  readonly targets: string;
}

async function runbook({ credential, targets }: Hostile): Promise<void> {
  const connection = credential === undefined ? "" : `connection: { credential: ${credential} }\n`;
  const text = `name: hostile\ntargets:\n${targets}${connection}steps:\n  - force-inventory: [hardware]\n`;
  await writeFile(join(project, "runbook.yml"), text);
}

const env = () => ({ XDG_CONFIG_HOME: join(home, "config"), XDG_STATE_HOME: join(home, "state") });
const invrun = (...args: readonly string[]) => runCli(args, { cwd: project, env: env() });
const apply = () => invrun("apply", "runbook.yml", "--yes");

const logons = async () => {
  const { clients } = await fetchTruth(fleet.truth);
  return clients.reduce((sum, { counts }) => sum + (counts.logon ?? 0) + (counts.refused ?? 0), 0);
};

const hosts = (...rows: readonly string[]) => `  hosts:\n${rows.map((row) => `    - ${row}\n`).join("")}`;
const foreign = () => `{ name: sim-0001.fleet.example, address: 127.0.0.1, port: ${fleet.port} }`;
/** Named as one of the user's own, and led elsewhere. */
const led = () => `{ name: pc-1.corp.example, address: 127.0.0.1, port: ${fleet.port}, identity: any }`;

describe("before somebody trusts it, a hostile project", () => {
  it.each<readonly [string, () => Hostile, string]>([
    ["names the user's credential for a host of its own", () => ({ credential: "corp-admin", targets: hosts(foreign()) }), "INV344"],
    ["leads a name of the user's to an address of its own", () => ({ credential: "corp-admin", targets: hosts(led()) }), "INV344"],
    ["names no credential, for a host of its own", () => ({ targets: hosts(foreign()) }), "INV301"],
    ["names no credential, and leads a name elsewhere", () => ({ targets: hosts(led()) }), "INV301"],
    ["names a credential of its own", () => ({ credential: "theirs", targets: hosts(foreign()) }), "INV301"],
  ])("that %s runs no command, and nobody is logged on to", async (_, hostile, code) => {
    const before = await logons();
    await runbook(hostile());
    const run = await apply();
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining(code) });
    expect(run.stderr).toMatch(/invrun\.yml is not trusted: nothing of it is used\.\n.*`invrun trust`/);
    expect(["own", "widened", "theirs"].filter((name) => existsSync(marker(name)))).toEqual([]);
    expect(await logons()).toBe(before);
  });

  it("that leads a name of the user's elsewhere by an inventory runs no command, and nobody is logged on to", async () => {
    const before = await logons();
    const inventory = `pc-1.corp.example ansible_host=127.0.0.1 ansible_port=${fleet.port}\n`;
    await writeFile(join(project, "inventory.ini"), `[all]\n${inventory}`);
    await runbook({ targets: "  files: [inventory.ini]\n  expect: { min: 1, max: 9 }\n" });
    expect((await apply()).code).not.toBe(0);
    expect(existsSync(marker("own"))).toBe(false);
    expect(await logons()).toBe(before);
  });

  it("that takes its targets from a command runs none", async () => {
    await appendFile(join(project, "invrun.yml"), `commands:\n  cmdb: { run: ${command("targets")} }\n`);
    await runbook({ targets: "  commands: [cmdb]\n  expect: { min: 1, max: 9 }\n" });
    await invrun("validate", "runbook.yml");
    for (const verb of ["plan", "apply"]) expect((await invrun(verb, "runbook.yml")).code).not.toBe(0);
    expect(existsSync(marker("targets"))).toBe(false);
  });

  it.each([["validate"], ["plan"], ["config"]])("runs no command by `%s` either", async (verb) => {
    await runbook({ credential: "theirs", targets: hosts(foreign()) });
    await invrun(verb, ...(verb === "config" ? [] : ["runbook.yml"]));
    expect(["own", "widened", "theirs"].filter((name) => existsSync(marker(name)))).toEqual([]);
  });
});

describe("once somebody trusts it, a project", () => {
  it("gives its own credential to its own hosts, and is asked again once it is changed", async () => {
    await runbook({ credential: "theirs", targets: hosts(foreign()) });
    const trusted = await invrun("trust");
    expect(trusted).toMatchObject({ code: 0, stderr: expect.stringContaining("what this prints: [") });
    const run = await apply();
    expect(run.code).toBe(0);
    // The same marker, so that its absence before means something.
    expect(existsSync(marker("theirs"))).toBe(true);
    await rm(marker("theirs"));
    await appendFile(join(project, "invrun.yml"), "# changed\n");
    expect(await apply()).toMatchObject({ code: 5, stderr: expect.stringContaining("INV301") });
    expect(existsSync(marker("theirs"))).toBe(false);
  });

  it("has its command run that says which targets there are", async () => {
    const script = `require("node:fs").writeFileSync(${JSON.stringify(marker("targets"))}, ""); console.log('["a-1"]')`;
    const run = JSON.stringify([process.execPath, "-e", script]);
    await appendFile(join(project, "invrun.yml"), `commands:\n  cmdb: { run: ${run} }\n`);
    await runbook({ targets: "  commands: [cmdb]\n  expect: { min: 1, max: 9 }\n" });
    expect((await invrun("plan", "runbook.yml")).code).not.toBe(0);
    expect(existsSync(marker("targets"))).toBe(false);
    await invrun("trust");
    const planned = await invrun("plan", "runbook.yml");
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining("1 from command cmdb") });
    // The same marker, so that its absence before means something.
    expect(existsSync(marker("targets"))).toBe(true);
  });

  it("still says nothing of where a credential of the user's may go", async () => {
    const before = await logons();
    await runbook({ credential: "corp-admin", targets: hosts(foreign()) });
    await invrun("trust");
    const run = await apply();
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining("INV344") });
    expect(run.stderr).toContain("INV190");
    expect(["own", "widened"].filter((name) => existsSync(marker(name)))).toEqual([]);
    expect(await logons()).toBe(before);
  });

  it("is trusted no more once that is taken back", async () => {
    await runbook({ credential: "theirs", targets: hosts(foreign()) });
    await invrun("trust");
    const listed = await invrun("trust", "--list");
    expect(listed.stdout).toContain("invrun.yml, sha256 ");
    expect((await invrun("trust", "--revoke")).code).toBe(0);
    expect((await invrun("trust", "--list")).stdout).toBe("");
    expect(await apply()).toMatchObject({ code: 5, stderr: expect.stringContaining("INV301") });
  });
});

it("a credential in the environment goes to the hosts of the runbook that the user named", async () => {
  // It holds the password, which is looked for below.
  await rm(join(project, "invrun.yml"));
  await runbook({ targets: hosts(foreign()) });
  const before = await logons();
  const run = await runCli(["apply", "runbook.yml"], { cwd: project, env: { ...env(), ...fleet.env } });
  expect(run.code).toBe(0);
  expect(await logons()).toBe(before + 1);
  expect(existsSync(marker("own"))).toBe(false);
});
