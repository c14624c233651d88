import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";

const RUNBOOK = `name: force
targets: { files: [hosts.txt], exclude: { files: [away.txt] } }
rollout: { rate: unlimited, logons: unlimited, batches: [2, rest] }
steps: [{ force-inventory: [hardware] }]
`;

let fleet: Simulator;
/** The fleet's computers, each with the line of a list in YAML. */
let hosts: readonly string[];
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "12"]);
  hosts = (await readFile(fleet.targets, "utf8")).split("\n").filter((line) => line.startsWith("  - "));
});
afterAll(() => fleet.stop());

const at = (name: string) => join(fleet.folder, name);
const nameOf = (host: string) => /name: "([^"]+)"/.exec(host)?.[1] as string;
const putList = (lines: readonly string[]) => writeFile(at("hosts.yml"), `hosts:\n${lines.join("\n")}\n`);
const run = async (...args: readonly string[]) => {
  const env = { ...fleet.env, XDG_CONFIG_HOME: at("config"), XDG_STATE_HOME: at("state") };
  const { code, stdout, stderr } = await runCli(args, { env, cwd: fleet.folder });
  const summary = stdout.startsWith('{"format"') ? (JSON.parse(stdout) as Summary) : null;
  const named = (state: string) => summary?.targets.filter((one) => one.state === state).map(({ name }) => name) ?? [];
  return { code, stderr, summary, done: named("succeeded"), left: named("not-started") };
};
const apply = (...args: readonly string[]) => run("apply", "force.plan", "--yes", "--json", ...args);
const plan = async () => {
  expect((await run("plan", "runbook.yml", "-o", "force.plan", "--force")).code).toBe(0);
  return (JSON.parse(await readFile(at("force.plan"), "utf8")) as { id: string }).id;
};

beforeEach(async () => {
  await rm(at(".invrun"), { recursive: true, force: true });
  await writeFile(at("runbook.yml"), RUNBOOK.replace("hosts.txt", "hosts.yml"));
  await putList(hosts.slice(0, 10));
  await writeFile(at("away.txt"), `${nameOf(hosts[9] as string)}\n`);
});

describe("the lists that a plan's runbook names are looked at again", () => {
  it("who left is left out and listed, who joined is reported and not touched", async () => {
    await plan();
    await putList(hosts.slice(1, 11));
    const { code, stderr, done, summary } = await apply();
    expect(code).toBe(0);
    expect(stderr).toContain(`1 target left the lists since the plan was made and is left out: ${nameOf(hosts[0] as string)}.`);
    expect(stderr).toContain(`1 computer joined the lists since and is not touched: ${nameOf(hosts[10] as string)}.`);
    expect(done).toEqual(hosts.slice(1, 9).map(nameOf));
    expect(summary?.part.without).toEqual([nameOf(hosts[0] as string)]);
  });

  it("a computer that is excluded now is not touched", async () => {
    await plan();
    await writeFile(at("away.txt"), `${hosts.slice(8).map(nameOf).join("\n")}\n`);
    expect((await apply()).done).toEqual(hosts.slice(0, 8).map(nameOf));
  });

  it("a list that is not there leaves the targets as they were planned, and that is said", async () => {
    await plan();
    await rm(at("hosts.yml"));
    const { done, stderr } = await apply();
    expect(done).toEqual(hosts.slice(0, 9).map(nameOf));
    expect(stderr).toContain("A list could not be looked at again");
  });

  it("where nobody is left nothing begins: exit 5", async () => {
    await plan();
    await putList(hosts.slice(10));
    const { code, stderr } = await apply();
    expect([code, stderr]).toEqual([5, expect.stringContaining("INV332")]);
  });

  it("a list with a mistake in it is shown at its place: exit 2", async () => {
    await plan();
    await writeFile(at("hosts.yml"), "hosts: [pc-1, pc-1]\nhost: x\n");
    const { code, stderr } = await apply();
    expect([code, stderr]).toEqual([2, expect.stringMatching(/hosts\.yml:2:1 error INV1/)]);
  });

  it("those whom a flag left out when it was planned have not joined", async () => {
    const names = hosts.slice(0, 3).map(nameOf);
    await run("plan", "runbook.yml", "-o", "force.plan", "--force", ...names.flatMap((name) => ["--limit", name]));
    const { done, stderr } = await apply();
    expect(done).toEqual(names);
    expect(stderr).not.toContain("joined");
  });
});

describe("a plan in parts", () => {
  it("begins with its first batch, and the shards go on with what that left", async () => {
    const id = await plan();
    const first = await apply("--batches", "1");
    expect([first.done, first.left]).toEqual([hosts.slice(0, 2).map(nameOf), hosts.slice(2, 9).map(nameOf)]);
    expect(first.code).toBe(0);
    const whole = await apply();
    expect([whole.code, whole.stderr]).toEqual([5, expect.stringContaining("INV319")]);
    const shards = [];
    for (const shard of ["0/3", "1/3", "2/3"]) shards.push(await apply("--shard", shard, "--from", `${id}-b1`));
    expect(shards.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(shards.flatMap(({ done }) => done).sort()).toEqual(hosts.slice(2, 9).map(nameOf).sort());
    expect((await readdir(at(".invrun/runs"))).sort()).toEqual(
      ["-b1", "-s0of3", "-s1of3", "-s2of3"].map((ending) => `${id}${ending}`),
    );
    const again = await apply("--shard", "1/3", "--from", `${id}-b1`);
    expect([again.code, again.stderr]).toEqual([5, expect.stringContaining("INV319")]);
    const other = await apply("--shard", "1/4", "--from", `${id}-b1`);
    expect([other.code, other.stderr]).toEqual([5, expect.stringContaining("INV319")]);
  });

  it("a run of another plan is no run to go on from: exit 5", async () => {
    await plan();
    await apply();
    const [other] = await readdir(at(".invrun/runs"));
    await plan();
    const { code, stderr } = await apply("--from", other as string);
    expect([code, stderr]).toEqual([5, expect.stringContaining("INV335")]);
  });

  it("the shard is what the pipeline says it is", async () => {
    const id = await plan();
    const env = { ...fleet.env, XDG_STATE_HOME: at("state"), CI_NODE_INDEX: "1", CI_NODE_TOTAL: "2" };
    await runCli(["apply", "force.plan", "--yes", "--shard", "auto"], { env, cwd: fleet.folder });
    expect(await readdir(at(".invrun/runs"))).toEqual([`${id}-s0of2`]);
  });
});

it("--only makes a new run of the targets that another one left in a state", async () => {
  const runbook = (...args: readonly string[]) => run("apply", "runbook.yml", "--yes", "--json", ...args);
  const first = await runbook("--batches", "1");
  expect(first.left).toHaveLength(7);
  const id = first.summary?.run as string;
  const rest = await runbook("--only", "not-started", "--from", id);
  expect(rest.done).toEqual(first.left);
  expect(rest.summary?.run).not.toContain(id.slice(0, -3));
  const none = await runbook("--only", "failed", "--from", id);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("INV312")]);
});
