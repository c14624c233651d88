import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { BIN, type CliOptions, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";
import { failingText, fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

const CLIENTS = 12;
let fleet: Simulator;
beforeEach(async () => {
  fleet = await startSimulator(["--clients", String(CLIENTS)]);
});
afterEach(() => fleet.stop());

const cli = (args: readonly string[], options: CliOptions = {}) =>
  runCli(args, { cwd: fleet.folder, env: fleet.env, ...options });

const applying = async (text: string) =>
  ["apply", await writeRunbook(fleet.folder, text), "--targets", fleet.targets, "--yes"] as const;

/** Four starts a second, so that some are done and some are left when it is interrupted. */
const slow = fullInventoryText().replace("rate: unlimited", "rate: 240/min");

/** Applies and interrupts it; gives the path of its journal. */
async function interrupted(): Promise<string> {
  let sent = false;
  const run = await cli(await applying(slow), {
    onTalk: (child) => {
      if (!sent) setTimeout(() => child.kill("SIGINT"), 1_200);
      sent = true;
    },
  });
  expect(run.code, run.stderr).toBe(130);
  return onlyJournal(fleet.folder);
}

// Windows has no signal to interrupt with; there Ctrl-C comes from the console.
describe.skipIf(process.platform === "win32")("a run that was interrupted", () => {
  it("is gone on with to its end, in the same journal; then nothing is left", async () => {
    const journal = await interrupted();
    const before = await readFile(journal, "utf8");
    const run = await cli(["resume", "--json"]);
    expect(run.code, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout) as Summary;
    expect(summary.totals.succeeded).toBe(CLIENTS);
    expect(summary.resumed).toHaveLength(1);
    const after = await readFile(journal, "utf8");
    expect(after.startsWith(before)).toBe(true);
    const events = await readJournal(journal);
    expect(events.filter(({ type }) => type === "run-finished")).toHaveLength(2);
    expect(events.at(-1)?.hash).toBe(summary.head);

    const again = await cli(["resume", "--json"]);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual(summary);
    expect(await readFile(journal, "utf8")).toBe(after);
  });

  it("and whose last line was torn goes on behind the last whole one, and says how much was cut", async () => {
    const journal = await interrupted();
    const torn = '{"seq":999,"time":"2026-';
    await appendFile(journal, torn);
    const run = await cli(["resume"]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain(`a last line of ${torn.length} bytes that was never finished is cut off`);
    const resumed = (await readJournal(journal)).find(({ type }) => type === "run-resumed");
    expect(resumed).toMatchObject({ cut: torn.length, reason: null, raised: {} });
  });

  it("goes on elsewhere, from the copied folder", async () => {
    const folder = dirname(await interrupted());
    const elsewhere = join(fleet.folder, "elsewhere");
    await mkdir(elsewhere);
    await cp(folder, join(elsewhere, "run"), { recursive: true });
    await rm(join(fleet.folder, ".invrun"), { recursive: true });
    const run = await cli(["resume", "./run", "--json"], { cwd: elsewhere });
    expect(run.code, run.stderr).toBe(0);
    expect((JSON.parse(run.stdout) as Summary).totals.succeeded).toBe(CLIENTS);
  });

  it("is gone on with by one at a time", async () => {
    await interrupted();
    const both = await Promise.all([cli(["resume"]), cli(["resume"])]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 5]);
    expect(both.find(({ code }) => code === 5)?.stderr).toContain("INV325");
  });

  it("is not gone on with where its journal was changed, and the line is named", async () => {
    const journal = await interrupted();
    const text = await readFile(journal, "utf8");
    const lines = text.split("\n");
    lines[4] = (lines[4] as string).replace(/"time":"2/, '"time":"3');
    await writeFile(journal, lines.join("\n"));
    const run = await cli(["resume"]);
    expect(run.code).toBe(5);
    expect(run.stderr).toContain("INV331");
    expect(run.stderr).toContain("at line 5.");
    expect(await readFile(journal, "utf8")).toBe(lines.join("\n"));
  });

  it("is not gone on with where its plan was exchanged", async () => {
    const plan = join(dirname(await interrupted()), "plan.json");
    const text = await readFile(plan, "utf8");
    await writeFile(plan, text.replace(/"name": "full-inventory"/, '"name": "other-inventory"'));
    const run = await cli(["resume"]);
    expect(run.code).toBe(5);
    expect(run.stderr).toMatch(/INV314|INV331/);
  });
});

describe("a run that cannot be gone on with", () => {
  it("is one that is not there", async () => {
    const none = await cli(["resume"]);
    expect([none.code, none.stderr.includes("INV326")]).toEqual([2, true]);
    const named = await cli(["resume", "20260101-000000-abcd"]);
    expect(named.code).toBe(2);
    expect(named.stderr).toContain("There is no run 20260101-000000-abcd");
  });

  it("is one that never began", async () => {
    await cli(await applying(fullInventoryText()));
    const journal = await onlyJournal(fleet.folder);
    await truncate(journal, 100);
    const named = await cli(["resume", dirname(journal)]);
    expect([named.code, named.stderr.includes("INV327")]).toEqual([2, true]);
    expect((await cli(["resume"])).stderr).toContain("INV326");
  });
});

describe("a run whose brake closed", () => {
  it("goes on only with a reason, and with a limit above what has happened; both are journalled", async () => {
    const braked = await cli(await applying(failingText(2)));
    expect(braked.code, braked.stderr).toBe(3);
    const unsaid = await cli(["resume"]);
    expect([unsaid.code, unsaid.stderr.includes("INV328")]).toEqual([5, true]);
    const unexplained = await cli(["resume", "--max-failed", "100%"]);
    expect([unexplained.code, unexplained.stderr.includes("--reason")]).toEqual([5, true]);
    const tooLow = await cli(["resume", "--max-failed", "2", "--reason", "because"]);
    expect([tooLow.code, tooLow.stderr.includes("INV328")]).toEqual([5, true]);
    const run = await cli(["resume", "--max-failed", "100%", "--reason", "CHG1: known", "--json"]);
    expect(run.code, run.stderr).toBe(6);
    const summary = JSON.parse(run.stdout) as Summary;
    expect(summary.resumed).toMatchObject([{ raised: { maxFailed: "100%" }, reason: "CHG1: known" }]);
    expect(summary.totals["not-started"]).toBe(0);
    expect(summary.status).toBe("finished");
  });

  it("is told of a limit that is none", async () => {
    const run = await cli(["resume", "--max-failed", "many"]);
    expect([run.code, run.stderr.includes('"many"')]).toEqual([2, true]);
  });
});

// A file may grow no further: what a full disk is to a journal.
describe.skipIf(process.platform === "win32")("a run whose disk is full", () => {
  it("stops with exit code 3, and goes on once there is room", async () => {
    const args = [BIN, ...(await applying(fullInventoryText())), "--quiet"];
    const { folder, env } = fleet;
    const code = await new Promise((resolve) => {
      const full = ["-c", 'ulimit -f 24; exec "$@"', "sh", process.execPath, ...args];
      const options = { cwd: folder, env: { ...process.env, XDG_STATE_HOME: join(folder, "state"), ...env } };
      execFile("bash", full, options, (error) => resolve(error?.code ?? 0));
    });
    expect(code).toBe(3);
    const run = await cli(["resume", "--json"]);
    expect(run.code, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout) as Summary;
    expect(summary.totals.succeeded).toBe(CLIENTS);
    expect((await readJournal(await onlyJournal(folder))).at(-1)?.hash).toBe(summary.head);
  });
});
