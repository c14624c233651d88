import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fetchTruth } from "../../support/truth.ts";

const RUNBOOK = `name: full
rollout: { rate: unlimited, max-failed: 0 }
require: { site: P99 }
steps: [{ reset-hw-cache: }, { force-inventory: [hardware] }, { wait: { for: [hardware], timeout: 10m } }]
`;

interface Facts {
  readonly client?: { readonly site: string };
  readonly hardware?: { readonly major: number; readonly minor: number } | null;
  readonly software?: { readonly major: number; readonly minor: number } | null;
}

interface Found {
  readonly name: string;
  readonly facts: Facts;
}

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "6"]);
  const list = await readFile(fleet.targets, "utf8");
  await writeFile(join(fleet.folder, "list.yml"), `${list}  - { name: nobody-here.invalid }\n`);
  await writeFile(join(fleet.folder, "runbook.yml"), RUNBOOK);
});
afterAll(() => fleet.stop());

const plan = (...args: readonly string[]) =>
  runCli(["plan", "runbook.yml", "--targets", "list.yml", ...args], {
    env: { ...fleet.env, XDG_CONFIG_HOME: fleet.folder, XDG_STATE_HOME: fleet.folder },
    cwd: fleet.folder,
  });

it("--probe reads what each client is like, as it is in truth, and changes nothing", async () => {
  const before = await fetchTruth(fleet.truth);
  const { code, stdout } = await plan("--probe", "--json");
  const after = await fetchTruth(fleet.truth);
  expect(code).toBe(0);
  const { probe } = JSON.parse(stdout);
  expect(probe.totals).toMatchObject({ succeeded: 6, unreachable: 1, skipped: 0 });
  expect(probe.codes).toEqual({ INV401: 1 });
  for (const [at, { counts, rows, reports }] of after.clients.entries()) {
    expect([counts.delete, counts.trigger, reports]).toEqual([undefined, undefined, []]);
    expect(rows).toEqual(before.clients[at]?.rows);
  }
  expect(await readdir(fleet.folder)).not.toContain(".invrun");
  const facts = new Map<string, Facts>(probe.targets.map((target: Found) => [target.name, target.facts]));
  for (const { name, rows } of after.clients)
    for (const [inventory, last] of [["hardware", "1"], ["software", "2"]] as const) {
      const row = rows.find(({ id }) => id.endsWith(`${last}}`));
      const read = row === undefined ? null : { major: row.lastMajorReportVersion, minor: row.lastMinorReportVersion };
      const found = facts.get(name)?.[inventory] ?? null;
      expect(found && { major: found.major, minor: found.minor }).toEqual(read);
    }
  expect([...facts.values()].filter(({ client }) => client !== undefined).map(({ client }) => client?.site)).toEqual(
    Array.from({ length: 6 }, () => Object.keys(probe.sites)[0]),
  );
});

it("for people it counts them by site and version, and tells the codes of those that could not be read", async () => {
  const { stdout } = await plan("--probe");
  expect(stdout).toContain("The clients as they are now: 6 of 7 targets read, nothing changed");
  expect(stdout).toMatch(/could not be read\n {4}1 {2}INV401/);
  expect(stdout).toMatch(/provisioning mode\n {4}\d/);
});

it("without --probe nobody is contacted", async () => {
  const connections = async () => (await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.connection);
  const before = await connections();
  expect((await plan()).code).toBe(0);
  expect(await connections()).toEqual(before);
});
