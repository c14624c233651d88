import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/app/manifest.ts";
import { type CliOptions, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { readJournal } from "../../support/journals.ts";

const CLIENTS = 8;
const FORCE = `name: force
rollout: { rate: unlimited, logons: unlimited, batches: [2, rest] }
steps: [{ force-inventory: [hardware] }]
`;
/** Each client is waited for: no look comes before 3 s. */
const AWAITED = FORCE.replace(" }]\n", " }, { wait: { for: [hardware] } }]\n");

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", String(CLIENTS)]);
});
afterAll(() => fleet.stop());

const at = (...path: readonly string[]) => join(fleet.folder, ...path);
const cli = (args: readonly string[], options: CliOptions = {}) =>
  runCli(args, { cwd: fleet.folder, env: fleet.env, ...options });
const apply = (...args: readonly string[]) => cli(["apply", "one.plan", "--yes", "--quiet", ...args]);
const merge = (...args: readonly string[]) => cli(["report", "--merge", ...args]);

/** A plan, and its id. */
async function plan(text: string, file = "one.plan"): Promise<string> {
  await writeFile(at("runbook.yml"), text);
  const made = await cli(["plan", "runbook.yml", "--targets", fleet.targets, "-o", file, "--force"]);
  expect(made.code, made.stderr).toBe(0);
  return (JSON.parse(await readFile(at(file), "utf8")) as { readonly id: string }).id;
}

beforeEach(async () => {
  for (const name of [".invrun", "elsewhere", "all.json"]) await rm(at(name), { recursive: true, force: true });
});

describe("the runs of a plan are merged only as one whole", () => {
  it("and are refused where one is missing, doubled, foreign, or began what another had begun", async () => {
    const id = await plan(FORCE);
    await apply("--batches", "1");
    for (const shard of ["0/2", "1/2"]) await apply("--shard", shard, "--from", `${id}-b1`);
    const [canary, first, second] = [`${id}-b1`, `${id}-s0of2`, `${id}-s1of2`] as const;

    const whole = await merge(first, canary, second);
    expect(whole.code, whole.stderr).toBe(0);
    const { totals, runs, plan: merged } = JSON.parse(whole.stdout) as Manifest;
    expect(totals).toMatchObject({ succeeded: CLIENTS, "not-started": 0 });
    expect(runs.map(({ run }) => run)).toEqual([first, canary, second]);
    expect(merged).toMatchObject({ id, name: "force" });

    const refused = async (...args: readonly string[]) => {
      const { code, stderr, stdout } = await merge(...args);
      expect([code, stdout, stderr]).toEqual([5, "", expect.stringContaining("INV330")]);
      return stderr;
    };
    expect(await refused(canary, first)).toContain("Shards of this plan are missing: 1/2.");
    expect(await refused(first, second)).toContain(`${first} left out what ${canary} had begun`);
    expect(await refused(canary, first, second, first)).toContain(`${first} is given twice.`);
    await cp(at(".invrun", "runs", first), at("elsewhere", "copy"), { recursive: true });
    expect(await refused(canary, first, second, "./elsewhere/copy")).toContain(`${first} is given twice.`);
    expect(await refused()).toContain("No run is given.");

    // On another machine, where nobody could know: the same computers once more.
    await apply("--shard", "0/1", "--runs-dir", "elsewhere");
    expect(await refused(canary, `./elsewhere/${id}-s0of1`)).toMatch(/ was begun by \S+-b1 and by \S+-s0of1\./);
    const other = await plan(FORCE, "other.plan");
    await cli(["apply", "other.plan", "--yes"]);
    expect(await refused(canary, other)).toContain(`${other} is a run of another plan than ${canary}.`);
  });
});

// Windows has no signal to interrupt with; there Ctrl-C comes from the console.
describe.skipIf(process.platform === "win32")("a manifest", () => {
  /** Ends a command as Ctrl-C or a supervisor does, once it is at work. */
  const cut = (signal: NodeJS.Signals, args: readonly string[]) => {
    let heard = false;
    return cli(args, {
      onTalk: (child) => {
        if (!heard) setTimeout(() => child.kill(signal), 700);
        heard = true;
      },
    });
  };

  /** Both shards of a plan, each interrupted while it waits. */
  async function interruptedShards(): Promise<readonly string[]> {
    const id = await plan(AWAITED);
    const shards = ["0/2", "1/2"].map((shard) => cut("SIGINT", ["apply", "one.plan", "--yes", "--shard", shard]));
    for (const { code, stderr } of await Promise.all(shards)) expect(code, stderr).toBe(130);
    return [`${id}-s0of2`, `${id}-s1of2`];
  }

  it("is gone on with run by run, to the end; one that is cut short is the last, and the next sitting takes up all", async () => {
    const runs = await interruptedShards();
    expect((await merge(...runs, "-o", "all.json")).code).toBe(130);
    const second = at(".invrun", "runs", runs[1] as string, "journal.ndjson");
    const before = await readFile(second, "utf8");

    const interrupted = await cut("SIGINT", ["resume", "all.json"]);
    expect(interrupted.code, interrupted.stderr).toBe(130);
    expect(interrupted.stderr).toContain("`invrun resume all.json` goes on");
    const terminated = await cut("SIGTERM", ["resume", "all.json", "--quiet"]);
    expect(terminated.code, terminated.stderr).toBe(143);
    expect(await readFile(second, "utf8")).toBe(before);

    const done = await cli(["resume", "all.json", "--quiet", "--json"]);
    expect(done.code, done.stderr).toBe(0);
    const { totals, runs: ended } = JSON.parse(done.stdout) as Manifest;
    expect(totals.succeeded).toBe(CLIENTS);
    const heads = runs.map(async (run) => (await readJournal(at(".invrun", "runs", run, "journal.ndjson"))).at(-1)?.hash);
    expect(ended.map(({ head }) => head)).toEqual(await Promise.all(heads));
  });

  it("is gone on with where it was carried to, with the folders beside it", async () => {
    const runs = await interruptedShards();
    expect((await merge(...runs, "-o", ".invrun/all.json")).code).toBe(130);
    await mkdir(at("elsewhere"));
    await cp(at(".invrun"), at("elsewhere", "downloaded"), { recursive: true });
    await rm(at(".invrun"), { recursive: true });
    const done = await cli(["resume", "downloaded/all.json", "--quiet"], { cwd: at("elsewhere") });
    expect(done.code, done.stderr).toBe(0);
    expect((await readdir(at("elsewhere"))).sort()).toEqual(["downloaded", "state"]);
  });

  it("is not gone on with where one of its runs is not what it was, may not go on, or is not there", async () => {
    const runs = await interruptedShards();
    await merge(...runs, "-o", "all.json");
    const [first, second] = runs.map((run) => at(".invrun", "runs", run, "journal.ndjson")) as [string, string];
    const before = await readFile(first, "utf8");

    const raised = await cli(["resume", "all.json", "--max-failed", "5", "--reason", "known"]);
    expect([raised.code, raised.stderr]).toEqual([2, expect.stringContaining("a limit is a percentage")]);
    const unexplained = await cli(["resume", "all.json", "--max-failed", "50%"]);
    expect([unexplained.code, unexplained.stderr]).toEqual([5, expect.stringContaining("INV328")]);

    const whole = await readFile(second, "utf8");
    await writeFile(second, whole.slice(0, whole.slice(0, -1).lastIndexOf("\n") + 1));
    const shortened = await cli(["resume", "all.json"]);
    expect([shortened.code, shortened.stderr]).toEqual([5, expect.stringContaining("INV331")]);
    await rm(at(".invrun", "runs", runs[1] as string), { recursive: true });
    const gone = await cli(["resume", "all.json"]);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining("INV326")]);
    await writeFile(at("all.json"), '{"kind":"runs","runs":[{"run":"x"}]}');
    const broken = await cli(["resume", "all.json"]);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining("INV326")]);
    expect(await readFile(first, "utf8")).toBe(before);
  });
});
