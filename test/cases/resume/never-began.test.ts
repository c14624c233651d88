import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";

const RUNBOOK = `name: force
rollout: { rate: unlimited, logons: unlimited, batches: [1, rest] }
steps: [{ force-inventory: [hardware] }]
`;

let fleet: Simulator;
let plan: string;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3"]);
  await writeFile(join(fleet.folder, "runbook.yml"), RUNBOOK);
});
afterAll(() => fleet.stop());

const cli = (...args: readonly string[]) => runCli(args, { cwd: fleet.folder, env: fleet.env });
const apply = (...args: readonly string[]) => cli("apply", "force.plan", "--yes", "--json", ...args);

beforeEach(async () => {
  await rm(join(fleet.folder, ".invrun"), { recursive: true, force: true });
  await cli("plan", "runbook.yml", "--targets", fleet.targets, "-o", "force.plan", "--force");
  plan = await readFile(join(fleet.folder, "force.plan"), "utf8");
});

/** The folder of a run of the plan, with these files in it. */
async function folderOf(run: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = join(fleet.folder, ".invrun", "runs", run);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

const planId = () => (JSON.parse(plan) as { readonly id: string }).id;

describe("the folder of a run that was killed before its first event", () => {
  it.each<[string, (whole: string) => Readonly<Record<string, string>>]>([
    ["nothing in it", () => ({})],
    ["half of its plan", (whole) => ({ "plan.json": whole.slice(0, 200) })],
    ["no journal", (whole) => ({ "plan.json": whole })],
    ["an empty journal", (whole) => ({ "plan.json": whole, "journal.ndjson": "" })],
    ["a journal torn in its first line", (whole) => ({ "plan.json": whole, "journal.ndjson": '{"seq":0,"time":"2026-' })],
  ])("and that has %s is taken over by the next apply of the plan", async (_, files) => {
    await folderOf(planId(), files(plan));
    const run = await apply();
    expect(run.code, run.stderr).toBe(0);
    expect((JSON.parse(run.stdout) as Summary).run).toBe(planId());
    const events = await readJournal(await onlyJournal(fleet.folder));
    expect(events.at(0)?.type).toBe("run-started");
    const folder = join(fleet.folder, ".invrun", "runs", planId());
    expect(await readFile(join(folder, "plan.json"), "utf8")).toBe(plan);
    expect((await readdir(folder)).sort()).toEqual(["journal.ndjson", "plan.json"]);
  });

  it("speaks against no other part of the plan, and is taken over by its own", async () => {
    await folderOf(`${planId()}-b1`, { "plan.json": plan });
    expect((await apply("--shard", "0/2")).code).toBe(0);
    await rm(join(fleet.folder, ".invrun", "runs", `${planId()}-s0of2`), { recursive: true });
    const own = await apply("--batches", "1");
    expect(own.code, own.stderr).toBe(0);
  });

  it("is taken over by one of two that begin at the same moment", async () => {
    await folderOf(planId(), { "plan.json": plan });
    // Two machines that share a runs directory: neither sees the other's locks.
    const machine = (name: string) =>
      runCli(["apply", "force.plan", "--yes"], {
        cwd: fleet.folder,
        env: { ...fleet.env, XDG_STATE_HOME: join(fleet.folder, name) },
      });
    const both = await Promise.all([machine("one"), machine("other")]);
    expect(both.map(({ code }) => code).sort(), both.map(({ stderr }) => stderr).join("\n")).toEqual([0, 5]);
    expect(both.find(({ code }) => code === 5)?.stderr).toContain("INV319");
    await readJournal(await onlyJournal(fleet.folder));
  });
});

describe("a folder of the run's name is left as it is", () => {
  it("where another plan lies in it", async () => {
    const other = { "plan.json": plan.replace('"force"', '"other"') };
    await folderOf(planId(), other);
    const run = await apply();
    expect([run.code, run.stderr]).toEqual([5, expect.stringContaining("INV319")]);
    const kept = join(fleet.folder, ".invrun", "runs", planId(), "plan.json");
    expect(await readFile(kept, "utf8")).toBe(other["plan.json"]);
  });

  it("where the first event was written to its end", async () => {
    expect((await apply()).code).toBe(0);
    const journal = await onlyJournal(fleet.folder);
    const [first] = (await readFile(journal, "utf8")).split("\n");
    await writeFile(journal, `${first}\n{"seq":1`);
    const run = await apply();
    expect([run.code, run.stderr]).toEqual([5, expect.stringContaining("INV319")]);
  });
});
