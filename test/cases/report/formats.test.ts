import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatNames, formats } from "../../../src/report/formats.ts";
import { type CliOptions, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { readJunit } from "../../support/readers/junit.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

const CLIENTS = 6;
let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", String(CLIENTS)]);
});
afterAll(() => fleet.stop());

/** A folder of its own, so that each test has its own runs. */
async function place(name: string) {
  const cwd = join(fleet.folder, name);
  await mkdir(cwd);
  const cli = (args: readonly string[], options: CliOptions = {}) => runCli(args, { cwd, env: fleet.env, ...options });
  const applying = async (text = fullInventoryText()) =>
    ["apply", await writeRunbook(cwd, text), "--targets", fleet.targets, "--yes", "--quiet"] as const;
  const text = (file: string) => readFile(join(cwd, file), "utf8");
  return { cwd, cli, applying, text };
}

const every = (extension = "") =>
  formatNames.flatMap((name) => ["--report", `${name}=${name}${extension}.${formats[name].extension}`]);

describe("--report", () => {
  it("writes what `invrun report --format` prints afterwards, whatever the format", async () => {
    const { cli, applying, text } = await place("same");
    const run = await cli([...(await applying()), ...every()]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("Reports: json.json (json), junit.xml (junit), ");
    for (const name of formatNames) {
      const printed = await cli(["report", "--format", name]);
      expect(printed.code, printed.stderr).toBe(0);
      expect(printed.stdout, name).toBe(await text(`${name}.${formats[name].extension}`));
    }
    const again = await cli(["report", ...every("-again")]);
    expect([again.code, again.stdout]).toEqual([0, ""]);
    for (const name of formatNames)
      expect(await text(`${name}-again.${formats[name].extension}`)).toBe(await text(`${name}.${formats[name].extension}`));
  });

  it("changes nothing of what a run came to where a report can no longer be written, and says so", async () => {
    const { cwd, cli, applying, text } = await place("gone");
    await mkdir(join(cwd, "results"));
    // A directory in the place of the file is what no user may write to, root included.
    let taken: Promise<unknown> | null = null;
    const run = await cli(
      [...(await applying()).slice(0, -1), "--report", "junit=results/a.xml", "--report", "csv=b.csv"],
      {
        onTalk: () => {
          taken ??= mkdir(join(cwd, "results", "a.xml"));
        },
      },
    );
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("INV308 results/a.xml cannot be written (EISDIR).");
    expect(run.stderr).toContain("What the run came to stands; `invrun report` makes its reports from its journal");
    expect(run.stderr).toContain("Reports: b.csv (csv).");
    expect((await text("b.csv")).split("\r\n")).toHaveLength(CLIENTS + 2);
  });

  it.each([
    [["--report", "jnit=a.xml"], "INV339 --report jnit=a.xml names no format.", "Was junit meant?"],
    [["--report", "junit"], "INV339 --report junit names no file.", "--report junit=results.xml"],
    [["--report", "csv=a", "--report", "json=./a"], "INV339 Two reports are to be written to ./a.", "with a file for each"],
    [["--report", "csv=nowhere/a.csv"], "INV308 nowhere/a.csv cannot be written (ENOENT).", "Check its path"],
  ])("refuses %j before anything is touched", async (flags, said, remedy) => {
    const { cwd, cli, applying } = await place(`refused-${flags.join("").replace(/\W/g, "")}`);
    const run = await cli([...(await applying()), ...flags]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
    expect(run.stderr).toContain(remedy);
    expect(await readdir(cwd)).toEqual(["runbook.yml"]);
  });

  // Windows has no signal to interrupt with; there Ctrl-C comes from the console.
  it.skipIf(process.platform === "win32")(
    "writes after Ctrl-C as well, and `resume --report` writes anew what it came to then",
    async () => {
      const { cli, applying, text } = await place("interrupted");
      let sent = false;
      const slow = fullInventoryText().replace("rate: unlimited", "rate: 120/min");
      const reports = ["--report", "change=change.json", "--report", "junit=junit.xml"];
      const run = await cli([...(await applying(slow)).slice(0, -1), ...reports], {
        onTalk: (child) => {
          if (!sent) setTimeout(() => child.kill("SIGINT"), 1_200);
          sent = true;
        },
      });
      expect(run.code, run.stderr).toBe(130);
      const cut = JSON.parse(await text("change.json"));
      expect([cut.status, cut.closeCode]).toEqual(["interrupted", "unsuccessful"]);
      expect(cut.totals["not-started"] + cut.totals.stopped).toBeGreaterThan(0);
      expect(readJunit(await text("junit.xml")).suites).toHaveLength(CLIENTS);

      const resumed = await cli(["resume", "--quiet", ...reports]);
      expect(resumed.code, resumed.stderr).toBe(0);
      const whole = JSON.parse(await text("change.json"));
      expect([whole.status, whole.closeCode, whole.totals.succeeded]).toEqual(["finished", "successful", CLIENTS]);
      expect(whole.sittings).toHaveLength(2);
      expect(readJunit(await text("junit.xml")).attributes).toMatchObject({ failures: "0", errors: "0" });
    },
  );
});

describe("invrun report --format", () => {
  it("leaves a file alone that is there, unless --force is given", async () => {
    const { cwd, cli, applying, text } = await place("force");
    await cli(await applying());
    await writeFile(join(cwd, "a.csv"), "mine");
    const refused = await cli(["report", "--format", "csv", "-o", "a.csv"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("INV309 a.csv is there already.");
    expect(await text("a.csv")).toBe("mine");
    const forced = await cli(["report", "--format", "csv", "-o", "a.csv", "--force"]);
    expect(forced.code, forced.stderr).toBe(0);
    expect(await text("a.csv")).toMatch(/^\ufeffrun,change,target,/);
  });

  it("makes the same report of a run's folder wherever it was carried to", async () => {
    const { cwd, cli, applying } = await place("carried");
    await cli(await applying());
    const here = await cli(["report", "--format", "change"]);
    const [run] = await readdir(join(cwd, ".invrun", "runs"));
    const there = await cli(["report", `${cwd}/.invrun/runs/${run}`, "--format", "change"], { cwd: fleet.folder });
    expect(there.stdout).toBe(here.stdout);
    await rm(join(cwd, ".invrun"), { recursive: true });
    expect((await cli(["report", "--format", "change"])).stderr).toContain("INV326");
  });

  it("knows no other format", async () => {
    const { cli } = await place("unknown");
    const run = await cli(["report", "--format", "pdf"]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("json, junit, markdown, html, csv, change");
  });
});
