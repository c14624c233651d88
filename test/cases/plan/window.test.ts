import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CliOptions, runCli, type Simulator, startSimulator } from "../../support/cli.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "2"]);
});
afterAll(() => fleet.stop());

/** A window of one hour, three days from now, or one that is open. */
async function putRunbook(open: boolean): Promise<void> {
  const day = new Date(Date.now() + 3 * 86_400_000).toUTCString().slice(0, 3).toLowerCase();
  // Closed for one minute a day, which is hours away from now.
  const hour = new Date().getUTCHours();
  const always = hour < 6 || hour >= 18 ? 'from: "12:00", to: "11:59"' : 'from: "00:00", to: "23:59"';
  const window = open
    ? `days: [sun, mon, tue, wed, thu, fri, sat], ${always}`
    : `days: [${day}], from: "10:00", to: "11:00"`;
  const rollout = `rollout: { rate: unlimited, window: { ${window}, zone: UTC } }`;
  await writeFile(join(fleet.folder, "runbook.yml"), `name: x\n${rollout}\nsteps: [{ force-inventory: [hardware] }]\n`);
}

const apply = (onTalk: CliOptions["onTalk"] = () => {}) =>
  runCli(["apply", "runbook.yml", "--targets", fleet.targets, "--yes", "--wait-for-window"], {
    env: { ...fleet.env, XDG_CONFIG_HOME: fleet.folder, XDG_STATE_HOME: fleet.folder },
    cwd: fleet.folder,
    onTalk,
  });

it.skipIf(process.platform === "win32").each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("--wait-for-window says when it opens and waits; %s ends that with %i, and no run began (skipped on Windows)", async (signal, code) => {
  await putRunbook(false);
  const waiting = await apply((child, stderr) => {
    if (stderr.includes("waiting")) child.kill(signal);
  });
  expect(waiting.code).toBe(code);
  expect(waiting.stderr).toMatch(/It opens \w{3} \d{4}-\d\d-\d\d 10:00 UTC .*: waiting; Ctrl-C ends this/);
  expect(await readdir(fleet.folder)).not.toContain(".invrun");
});

it("inside its window a run begins at once", async () => {
  await putRunbook(true);
  expect((await apply()).code).toBe(0);
});
