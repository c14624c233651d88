import type { ChildProcess } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

/** A range that means three of the simulator's clients, which the slow run would come to last: none is in a cycle of its. */
const FEW = "sim-[0028:0030].fleet.example";

let fleet: Simulator;
let state: string;
let slow: string;
let quick: string;
let here: string;
let there: string;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "30"]);
  state = join(fleet.folder, "one-state");
  const folder = async (name: string) => {
    await mkdir(join(fleet.folder, name));
    return join(fleet.folder, name);
  };
  slow = await writeRunbook(await folder("slow"), fullInventoryText().replace("rate: unlimited", "rate: 1/min"));
  quick = await writeRunbook(await folder("quick"));
  here = await folder("here");
  there = await folder("there");
});
afterAll(() => fleet.stop());

const env = () => ({ ...fleet.env, XDG_STATE_HOME: state });
const locks = () => readdir(join(state, "invrun", "locks"));

/** Starts the slow run and resolves once it tells its id: then it has its lock. */
function startSlowly() {
  let started: (child: ChildProcess) => void;
  const talking = new Promise<ChildProcess>((resolve) => {
    started = resolve;
  });
  const ended = runCli(["apply", slow, "--targets", fleet.targets, "--yes"], {
    env: env(),
    cwd: here,
    onTalk: (child, said) => {
      if (said.includes(", run 2")) started(child);
    },
  });
  return { talking, ended };
}

const applyThere = (...args: readonly string[]) =>
  runCli(["apply", quick, "--targets", fleet.targets, "--yes", ...args], { env: env(), cwd: there });

const touched = async () => {
  const { clients } = await fetchTruth(fleet.truth);
  return clients.reduce((sum, { counts }) => sum + (counts.connection ?? 0), 0);
};

describe("two runs on one machine", () => {
  it("over the same targets, from two working directories: the later is refused until the first has died", async () => {
    const first = startSlowly();
    const child = await first.talking;
    const [run] = await readdir(join(here, ".invrun", "runs"));

    const second = await applyThere("--limit", FEW);
    expect(second.code).toBe(5);
    expect(second.stderr).toContain(`INV325 Run ${run} is at work on 3 of 3 targets`);
    expect(second.stderr).toContain(`process ${child.pid}, since 20`);
    expect(await readdir(there)).not.toContain(".invrun");

    const rehearsal = await runCli(["rehearse", quick, "--targets", fleet.targets, "--limit", FEW, "--quiet"], {
      env: env(),
      cwd: there,
    });
    expect(rehearsal.code).toBe(0);

    child.kill("SIGKILL");
    await first.ended;
    expect(await locks()).toHaveLength(1);
    const third = await applyThere("--limit", FEW);
    expect(third).toMatchObject({ code: 0 });
    expect(await locks()).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("one that was stopped has given its targets back", async () => {
    const first = startSlowly();
    const child = await first.talking;
    expect(await locks()).toHaveLength(1);
    child.kill("SIGINT");
    expect((await first.ended).code).toBe(130);
    expect(await locks()).toEqual([]);
  });
});

it("a run whose lock cannot be written is refused, and nothing is touched", async () => {
  const file = join(fleet.folder, "a-file");
  await writeFile(file, "");
  const before = await touched();
  const run = await runCli(["apply", quick, "--targets", fleet.targets, "--yes"], {
    env: { ...fleet.env, XDG_STATE_HOME: file },
    cwd: there,
  });
  expect(run.code).toBe(5);
  expect(run.stderr).toContain("INV333");
  expect(run.stderr).toContain("XDG_STATE_HOME");
  expect(await touched()).toBe(before);
});
