import { afterEach, beforeEach, expect, it } from "vitest";
import { type CliOptions, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { failingText, fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

const CLIENTS = 12;
let fleet: Simulator;
beforeEach(async () => {
  fleet = await startSimulator(["--clients", String(CLIENTS)]);
});
afterEach(() => fleet.stop());

const cli = (args: readonly string[], options: CliOptions = {}) =>
  runCli(args, { cwd: fleet.folder, env: fleet.env, ...options });

/** The words of the command that goes on, as a shell takes them; null where none is printed. */
function commandIn(stderr: string): readonly string[] | null {
  const line = stderr.split("\n").find((text) => text.startsWith("To go on"));
  const [, command] = line?.match(/: invrun (.*)$/) ?? [];
  return command?.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? null;
}

// Windows has no signal to terminate with.
it.skipIf(process.platform === "win32")(
  "a run that is terminated prints the command that goes on, with --quiet as well, and it does",
  async () => {
    const runbook = await writeRunbook(
      fleet.folder,
      fullInventoryText().replace("rate: unlimited", "rate: 240/min"),
    );
    let sent = false;
    const applied = ["apply", runbook, "--targets", fleet.targets, "--yes", "--quiet", "--runs-dir", "my runs"];
    const run = await cli(applied, {
      onTalk: (child) => {
        if (!sent) setTimeout(() => child.kill("SIGTERM"), 1_200);
        sent = true;
      },
    });
    expect(run.code, run.stderr).toBe(143);
    expect(run.stderr.trimEnd().split("\n").slice(-2)[0]).toMatch(/interrupted: .* not started/);
    const command = commandIn(run.stderr) ?? [];
    expect(command.slice(-2)).toEqual(["--runs-dir", "my runs"]);
    const resumed = await cli(command);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain(`Success: ${CLIENTS} of ${CLIENTS} succeeded, and 100% asks for ${CLIENTS}: met.`);
    expect(commandIn(resumed.stderr)).toBeNull();
  },
);

it("a run that braked says which limit closed it and prints a command that goes on once a limit is filled in", async () => {
  const runbook = await writeRunbook(fleet.folder, failingText(2));
  const run = await cli(["apply", runbook, "--targets", fleet.targets, "--yes"]);
  expect(run.code, run.stderr).toBe(3);
  expect(run.stderr).toMatch(
    /^The brake closed at .* UTC: 3 targets failed or are in doubt, and max-failed allows 2 in the run\.\n {4}Because of it: \d+ targets not started\b/m,
  );
  const command = commandIn(run.stderr) ?? [];
  expect(command.slice(2)).toEqual(["--max-failed", "LIMIT", "--reason", "why it may go on"]);
  const resumed = await cli(command.map((word) => (word === "LIMIT" ? "100%" : word)));
  expect(resumed.code, resumed.stderr).toBe(6);
  expect(resumed.stderr).toContain('max-failed raised to 100%, "why it may go on".');
  expect(commandIn(resumed.stderr)).toBeNull();
});

it("a rehearsal prints no such command, since its computers end with it", async () => {
  const runbook = await writeRunbook(fleet.folder, failingText(0, "[1, rest]"));
  const run = await cli(["rehearse", runbook, "--targets", fleet.targets]);
  expect(run.code, run.stderr).toBe(3);
  expect(run.stderr).toContain("Left to do:");
  expect(commandIn(run.stderr)).toBeNull();
});
