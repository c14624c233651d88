import { readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "3"]);
  const steps = "[{ force-inventory: [hardware] }, { wait: { for: [hardware] } }]";
  await writeFile(join(fleet.folder, "force.yml"), `name: force\nsteps: ${steps}\n`);
});
afterAll(() => fleet.stop());

const cli = (...args: readonly string[]) => runCli(args, { cwd: fleet.folder, env: fleet.env });

it("where nothing was run there is nothing to list", async () => {
  const { code, stdout, stderr } = await cli("runs");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toContain(`No run was begun in ${join(".invrun", "runs")}.`);
});

it("a run is listed while it is under way and after it, and pruned when it is told to be", async () => {
  let listing: Promise<string> | null = null;
  const applied = await runCli(["apply", "force.yml", "--targets", fleet.targets, "--yes", "--change", "CHG7"], {
    cwd: fleet.folder,
    env: fleet.env,
    // That the run was begun proves that the run holds its lock.
    onTalk: (_, stderr) => {
      if (stderr.includes("force: 3 targets")) listing ??= cli("runs").then(({ stdout }) => stdout);
    },
  });
  expect(applied.code, applied.stderr).toBe(0);
  expect(await listing).toMatch(new RegExp(`under way on ${hostname()} \\(.*process \\d+\\) since .*, 3 targets\n$`));

  const { stdout } = await cli("runs");
  expect(stdout).toMatch(/^run +started +lasted +runbook +change +state\n\S+ +\S+ \S+ UTC +\S+ +force +CHG7 +finished: 3 succeeded\n$/);
  const { runs } = JSON.parse((await cli("runs", "--json")).stdout) as { readonly runs: readonly { run: string }[] };
  const [run] = await readdir(join(fleet.folder, ".invrun", "runs"));
  expect(runs).toMatchObject([{ run, change: "CHG7", state: "finished", totals: { succeeded: 3 }, resumable: false }]);

  expect(await cli("runs", "--prune", "1d")).toMatchObject({ code: 0, stdout: "", stderr: "No run is to be removed.\n" });
  const asked = await cli("runs", "--prune", "0s");
  expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining(run as string) });
  expect(asked.stderr).toContain("pass --yes");
  expect(await readdir(join(fleet.folder, ".invrun", "runs"))).toEqual([run]);
  expect((await cli("runs", "--prune", "0s", "--yes")).stderr).toMatch(/^Removed: 1 run, \d+\.\d MB\.\n$/);
  expect(await readdir(join(fleet.folder, ".invrun", "runs"))).toEqual([]);
});

it("a duration that is none is refused", async () => {
  const { code, stderr } = await cli("runs", "--prune", "90");
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Write 90d or 12h.") });
  expect((await cli("runs", "--yes")).code).toBe(2);
});
