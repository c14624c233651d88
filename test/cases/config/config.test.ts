import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canary } from "../../support/canary.ts";
import { runCli } from "../../support/cli.ts";

const CONFIG = `policy: { plan-above: 50 }
credentials:
  corp-admin:
    username: CORP\\adm
    password: { command: [pass, show, corp/adm] }
    for: ["*.corp.example"]
  lab: { username: x@LAB.EXAMPLE, keytab: /etc/inv.keytab }
`;
const PROJECT = `policy: { change: required, plan-above: 90 }
credentials:
  corp-admin: { tickets: true, for: ["*"] }
  theirs: { tickets: true }
`;
const SECRET = canary("environment");
const ENV = {
  INVRUN_USERNAME: "me",
  INVRUN_PASSWORD: SECRET,
  INVRUN_LAB_USERNAME: "other",
  INVRUN_LAB_PASSWORD: SECRET,
  INVRUN_HALF_USERNAME: "nobody",
};

let folder: string;
const file = () => join(folder, "config", "invrun", "config.yml");
const invrun = (...args: readonly string[]) => runCli(args, { cwd: folder, env: ENV });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-config-"));
  await mkdir(join(folder, "config", "invrun"), { recursive: true });
  await writeFile(file(), CONFIG);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("invrun config", () => {
  it("tells what is in force and whence: the environment before the file, and each with its targets", async () => {
    const run = await invrun("config", "--json");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(run.stdout)).toEqual({
      format: 1,
      kind: "configuration",
      user: { path: file(), present: true },
      project: null,
      policy: { planAbove: 50, changeRequired: false },
      credentials: [
        {
          name: "corp-admin",
          from: "user",
          file: file(),
          kind: "password",
          username: "CORP\\adm",
          secret: "the program pass",
          for: ["*.corp.example"],
        },
        {
          name: "lab",
          from: "environment",
          file: file(),
          kind: "password",
          username: "other",
          secret: "the variable INVRUN_LAB_PASSWORD",
          for: null,
        },
        {
          name: "",
          from: "environment",
          file: null,
          kind: "password",
          username: "me",
          secret: "the variable INVRUN_PASSWORD",
          for: null,
        },
      ],
      site: null,
      directory: null,
      commands: [],
    });
  });

  it("tells people the same", async () => {
    const { stdout } = await invrun("config");
    expect(stdout).toContain("On more than 50 targets only a saved plan is applied.\n");
    expect(stdout).toMatch(/^credential corp-admin\n +logs on with +CORP\\adm, password, from the program pass\n/m);
    expect(stdout).toMatch(/^credential lab\n.*\n.*\n +said by +the environment, before .*config\.yml$/m);
  });

  it("tells which site is asked, and who says so", async () => {
    await writeFile(file(), "site: { service: https://sms.corp.example/AdminService }\n");
    const said = `The site is asked at https://sms.corp.example/AdminService, says ${file()}.\n`;
    expect((await invrun("config")).stdout).toContain(said);
  });

  it("tells which directory is asked and what each command runs, without its arguments, and who says so", async () => {
    const token = canary("argument");
    const text = `directory: { url: ldaps://dc-1.corp.example, base: "DC=corp,DC=example", credential: reader }
commands:
  cmdb: { run: [cmdb-export, --token, ${token}], timeout: 90s }
`;
    const projects = "commands:\n  cmdb: { run: [another] }\n  ours: { run: [list-hosts] }\n";
    await writeFile(file(), text);
    await writeFile(join(folder, "invrun.yml"), projects);
    expect((await invrun("config")).stdout).not.toContain("list-hosts");
    expect((await invrun("trust")).code).toBe(0);
    const { stdout } = await invrun("config");
    const asked = "Computers are listed by ldaps://dc-1.corp.example, below DC=corp,DC=example, with the credential reader";
    expect(stdout).toContain(`${asked}, says ${file()}.\n`);
    const said = `command cmdb\n  runs           cmdb-export, for 1m30s at most\n  said by        ${file()}\n`;
    expect(stdout).toContain(said);
    expect(stdout).toMatch(/^command ours\n +runs +list-hosts, for 1m at most\n +said by +.*invrun\.yml$/m);
    const view = JSON.parse((await invrun("config", "--json")).stdout);
    expect(view.directory).toMatchObject({ base: "DC=corp,DC=example", credential: "reader", file: file() });
    expect(view.commands).toMatchObject([
      { name: "cmdb", program: "cmdb-export", timeoutMs: 90_000, file: file() },
      { name: "ours", program: "list-hosts", timeoutMs: 60_000 },
    ]);
    expect(`${stdout}${JSON.stringify(view)}`).not.toContain(token);
  });

  it("where nothing is configured says so", async () => {
    await rm(file());
    const run = await runCli(["config"], { cwd: folder });
    expect(run.stdout).toContain(`Yours    ${file()} (there is none)\nProject  none in this directory\n`);
    expect(run.stdout).toContain("No credential is configured, and none stands in the environment.\n");
  });

  it("uses nothing of a project's before it is trusted; then its stricter policy, and credentials of other names", async () => {
    await writeFile(join(folder, "invrun.yml"), PROJECT);
    const before = await invrun("config", "--json");
    expect(before.stderr).toContain("invrun.yml is not trusted: nothing of it is used.");
    const untrusted = JSON.parse(before.stdout);
    expect(untrusted.project).toEqual({ path: expect.stringMatching(/invrun\.yml$/), trusted: false });
    expect(untrusted.policy).toEqual({ planAbove: 50, changeRequired: false });
    expect((await invrun("trust")).code).toBe(0);
    const after = await invrun("config", "--json");
    expect(after.stderr).toContain("INV190");
    const trusted = JSON.parse(after.stdout);
    expect(trusted.project.trusted).toBe(true);
    expect(trusted.policy).toEqual({ planAbove: 50, changeRequired: true });
    const told = trusted.credentials.map(({ name, from, for: patterns }: Record<string, unknown>) => [name, from, patterns]);
    expect(told).toEqual([
      ["corp-admin", "user", ["*.corp.example"]],
      ["lab", "environment", null],
      ["theirs", "project", null],
      ["", "environment", null],
    ]);
  });
});

describe("a mistake in the configuration", () => {
  const wrong = `credentials:\n  corp:\n    username: u\n    password: ${canary("written")}\n`;

  it.each([["config"], ["plan", "r.yml"], ["apply", "r.yml"]])("is shown at its place by `%s`: exit 2", async (...args) => {
    await writeFile(file(), wrong);
    await writeFile(join(folder, "r.yml"), "name: n\ntargets: { hosts: [pc-1] }\nsteps:\n  - force-inventory: [hardware]\n");
    const run = await runCli(args, { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("config.yml:4:5 error INV186");
    expect(run.stderr).toContain("INV324");
    expect(run.stderr).not.toContain(canary("written"));
  });

  it("in its patterns is shown as well", async () => {
    await writeFile(file(), 'credentials:\n  corp:\n    tickets: true\n    for: ["pc-[9:1]", "pc 1"]\n');
    const run = await invrun("config");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("config.yml:4:11 error INV202");
    expect(run.stderr).toContain("config.yml:4:23 error INV201");
  });

  it("is found by --check in any file, of which nothing is used", async () => {
    await writeFile(join(folder, "other.yml"), "credentials:\n  corp: { username: u }\n");
    const run = await invrun("config", "--check", "other.yml");
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("other.yml:2:3 error INV188") });
    await writeFile(join(folder, "other.yml"), PROJECT);
    expect(await invrun("config", "--check", "other.yml")).toMatchObject({ code: 0, stderr: "other.yml: no mistakes\n" });
    expect((await invrun("config", "--check", "absent.yml")).code).toBe(2);
  });

  it("keeps a project from being trusted", async () => {
    await writeFile(join(folder, "invrun.yml"), "credentials:\n  corp: { username: u }\n");
    expect(await invrun("trust")).toMatchObject({ code: 2, stderr: expect.stringContaining("INV324") });
    expect((await invrun("trust", "--list")).stdout).toBe("");
  });
});

it("a saved plan is held against the configuration in force when it is applied", async () => {
  await writeFile(
    join(folder, "r.yml"),
    "name: n\ntargets: { hosts: [pc-1.corp.example, elsewhere] }\nsteps:\n  - force-inventory: [hardware]\n",
  );
  const plan = await invrun("plan", "r.yml", "-o", "n.plan.json");
  expect(plan.code).toBe(0);
  expect(plan.stdout).toMatch(/Account +the credential corp-admin, for 1 target\n +the unnamed credential, for 1 target\n/);
  await writeFile(file(), CONFIG.replace("*.corp.example", "*.lab.example"));
  const run = await invrun("apply", "n.plan.json", "--yes");
  expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining("INV344") });
  expect(run.stderr).toContain("pc-1.corp.example");
});
