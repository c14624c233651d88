import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliResult, runCli, type Simulator, startSimulator } from "../support/cli.ts";
import { type ReadCommand, readAzure, readGithub } from "../support/pipeline-readers.ts";
import { fullInventoryText, writeRunbook } from "../support/runbooks.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-annotations-"));
  await writeFile(join(folder, "hostile.yml"), HOSTILE);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Keys, names and values that are commands to one pipeline or another. */
const HOSTILE = `name: "::error::boom"
"::add-mask::a": 1
"##vso[task.setvariable variable=a;]b": 1
"##[set-env name=A]b": 1
"##vso[task.complete result=Succeeded;]%0A::stop-commands::x": 1
"a\\n::set-output name=a::b": 1
targets:
  hosts: ["##vso[task.uploadfile]/etc/passwd", "::debug::x", "a\\r\\n::error::b"]
steps:
  - force-inventory: ["##vso[x.y]", "::error::"]
`;

const told = ({ stdout, stderr }: CliResult) => `${stdout}\n${stderr}`.split(/[\n\r]/);
const github = (result: CliResult) => told(result).flatMap((line) => readGithub(line) ?? []);
const azure = (result: CliResult) => told(result).flatMap((line) => readAzure(line, false) ?? []);
const commandsOf = (commands: readonly ReadCommand[]) => [...new Set(commands.map(({ command }) => command))].sort();

const validate = (env: Readonly<Record<string, string>>, ...args: string[]) =>
  runCli(["validate", "hostile.yml", ...args], { cwd: folder, env });

describe.concurrent("validate of a hostile runbook", () => {
  it.each(["text", "json", "github", "azure", "gitlab", "sarif"])(
    "with --format %s gives no pipeline a command that is not ours",
    async (format) => {
      const result = await validate({ GITHUB_ACTIONS: "true", TF_BUILD: "True" }, "--format", format);
      expect(result.code).toBe(2);
      expect(result.stderr).toBe("");
      const mistakes = JSON.parse((await validate({}, "--json")).stdout).diagnostics.length;
      expect(mistakes).toBeGreaterThan(8);
      expect(commandsOf(github(result))).toEqual(format === "github" ? ["error"] : []);
      expect(commandsOf(azure(result))).toEqual(format === "azure" ? ["task.logissue"] : []);
      expect(github(result)).toHaveLength(format === "github" ? mistakes : 0);
      expect(azure(result)).toHaveLength(format === "azure" ? mistakes : 0);
    },
  );

  it("annotates a job of GitHub, ten errors at most, and leaves standard output as it is", async () => {
    const [plain, there] = await Promise.all([validate({}), validate({ GITHUB_ACTIONS: "true" })]);
    expect(there.stdout).toBe(plain.stdout);
    const found = github(there);
    expect(commandsOf(found)).toEqual(["error"]);
    expect(found).toHaveLength(10);
    expect(found[0]?.properties).toMatchObject({ file: "hostile.yml", line: "2", col: "1" });
    expect(azure(there)).toEqual([]);
  });

  it("annotates a job of Azure, with all of the file's path", async () => {
    const found = azure(await validate({ TF_BUILD: "True" }));
    expect(commandsOf(found)).toEqual(["task.logissue"]);
    expect(found[0]?.properties).toMatchObject({ type: "error", linenumber: "2", columnnumber: "1" });
    expect(found[0]?.properties.sourcepath).toMatch(/[\\/]hostile\.yml$/);
  });

  it.each<[string, string[], Record<string, string>]>([
    ["by the flag", ["--no-annotations"], { GITHUB_ACTIONS: "true" }],
    ["by the environment", [], { GITHUB_ACTIONS: "true", INVRUN_ANNOTATIONS: "off" }],
    ["in GitLab, which knows none in a log", [], { GITLAB_CI: "true" }],
    ["where no pipeline is", [], {}],
  ])("annotates nothing %s", async (_, args, env) => {
    const result = await validate(env, ...args);
    expect(result.stderr).toBe("");
    expect([...github(result), ...azure(result)]).toEqual([]);
  });
});

describe("apply in a pipeline", () => {
  let fleet: Simulator;
  beforeAll(async () => {
    fleet = await startSimulator(["--clients", "12", "--weather", "rough", "--seed", "3"]);
  });
  afterAll(() => fleet.stop());

  const apply = async (env: Readonly<Record<string, string>>, runsDir: string, ...args: string[]) => {
    const cwd = fleet.folder;
    const runbook = await writeRunbook(cwd, fullInventoryText({ operation: "3s", timeout: "10s" }));
    const flags = ["--targets", fleet.targets, "--yes", "--json", "--runs-dir", runsDir, ...args];
    return runCli(["apply", runbook, ...flags], { cwd, env: { ...fleet.env, ...env } });
  };

  it("tells GitHub of each code that ended targets, at the step's line, and how many it ended", async () => {
    const result = await apply({ GITHUB_ACTIONS: "true" }, "github");
    const { targets } = JSON.parse(result.stdout) as { targets: { code: string | null; state: string }[] };
    const counts = new Map<string, number>();
    for (const { code } of targets) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(1);
    const found = github(result).filter(({ properties }) => properties.title?.startsWith("INV"));
    const said = found.map(({ properties }) => /^(INV\d+) (\d+) targets?, /.exec(properties.title as string)?.slice(1));
    expect(said.sort()).toEqual([...counts].map(([code, count]) => [code, `${count}`]).sort());
    for (const { properties } of found.filter((one) => one.properties.file !== undefined))
      expect(Number(properties.line)).toBeGreaterThan(0);
    expect(github(result).length).toBeLessThanOrEqual(10);
  });

  it("tells Azure of the refusal of a plan, and nothing where it is told not to", async () => {
    const plan = join(fleet.folder, "old.plan.json");
    await writeFile(plan, '{"format":1,"kind":"plan"}');
    const run = (...args: string[]) =>
      runCli(["apply", plan, ...args], { cwd: fleet.folder, env: { ...fleet.env, TF_BUILD: "True" } });
    expect(azure(await run())).toMatchObject([{ command: "task.logissue", properties: { type: "error", code: "INV313" } }]);
    expect(azure(await run("--no-annotations"))).toEqual([]);
  });
});

describe("apply in a step of GitHub that has a page", () => {
  let fleet: Simulator;
  beforeAll(async () => {
    fleet = await startSimulator(["--clients", "1"]);
  });
  afterAll(() => fleet.stop());

  const apply = async (env: Readonly<Record<string, string>>, runsDir: string, ...args: string[]) => {
    const runbook = await writeRunbook(fleet.folder, "name: full-inventory\nsteps: [{ force-inventory: [hardware] }]\n");
    const flags = ["--targets", fleet.targets, "--quiet", "--runs-dir", runsDir, ...args];
    return runCli(["apply", runbook, ...flags], { cwd: fleet.folder, env: { ...fleet.env, ...env } });
  };

  it("puts the report below what is there, unless it is told not to", async () => {
    const page = join(fleet.folder, "page.md");
    await writeFile(page, "Before.\n");
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: page };
    await apply(env, "silent", "--no-annotations");
    expect(await readFile(page, "utf8")).toBe("Before.\n");
    await apply(env, "told");
    expect(await readFile(page, "utf8")).toMatch(/^Before\.\n# full-inventory: [^]*\n\| Run \| /);
  });

  it("leaves a page alone that has no room, and the run as it is where the page cannot be written", async () => {
    const page = join(fleet.folder, "full.md");
    await writeFile(page, "x".repeat(1024 * 1024 - 100));
    const full = await apply({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: page }, "full");
    expect(full.stderr).toContain("no room left");
    expect((await readFile(page, "utf8")).length).toBe(1024 * 1024 - 100);
    const nowhere = join(fleet.folder, "none", "page.md");
    const none = await apply({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: nowhere }, "nowhere");
    expect([none.code, none.stderr.includes("could not be put")]).toEqual([full.code, true]);
  });
});
