import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Event } from "../../../src/model/event.ts";
import { BIN, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal } from "../../support/journals.ts";

/** As many as a pipe does not hold the events of. */
const CLIENTS = 150;
const RUNBOOK = `name: force
rollout: { rate: unlimited, logons: unlimited }
steps: [{ reset-hw-cache: }, { force-inventory: [hardware] }, { wait: { for: [hardware] } }]
`;

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", String(CLIENTS)]);
  await writeFile(join(fleet.folder, "force.yml"), RUNBOOK);
});
afterAll(() => fleet.stop());
afterEach(() => rm(join(fleet.folder, ".invrun"), { recursive: true, force: true }));

const args = () => ["apply", "force.yml", "--targets", fleet.targets, "--yes", "--events"];

/** Starts the program and leaves what it prints to the caller. */
function start(words: readonly string[]) {
  const env = { ...process.env, ...fleet.env, NO_COLOR: "1", XDG_STATE_HOME: join(fleet.folder, "state") };
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: fleet.folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, stderr: () => stderr };
}

async function journalled(): Promise<readonly Event[]> {
  const text = await readFile(await onlyJournal(fleet.folder), "utf8");
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as Event);
}

it("--events prints each event as it is journalled; talk goes to standard error", async () => {
  const { code, stdout, stderr } = await runCli(args(), { cwd: fleet.folder, env: fleet.env });
  expect(code, stderr).toBe(0);
  const [head, ...events] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Event);
  expect(head).toMatchObject({ format: 1, schema: "invrun/schemas/event.schema.json", from: 0 });
  expect(events).toEqual(await journalled());
  expect(events.at(-1)).toMatchObject({ type: "run-finished", totals: { succeeded: CLIENTS } });
  expect(stderr).toContain(`succeeded  ${CLIENTS}`);
});

it("a reader that does not read until the run is over holds nothing up, and gets all", async () => {
  const { child, ended, stderr } = start(args());
  child.stdout.pause();
  while (!stderr().includes("Exit code 0")) {
    expect(child.exitCode).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const events = await journalled();
  expect(events.at(-1)?.type).toBe("run-finished");
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stdout.resume();
  expect(await ended).toBe(0);
  expect(stdout.trimEnd().split("\n").slice(1).map((line) => JSON.parse(line))).toEqual(events);
});

it("a reader that goes away in the middle does no harm", async () => {
  const { child, ended, stderr } = start(args());
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended, stderr()).toBe(0);
  expect((await journalled()).at(-1)).toMatchObject({ type: "run-finished", totals: { succeeded: CLIENTS } });
  expect(stderr()).not.toContain("streamed no further");
});

it("rehearse streams as well, and neither beside --json", async () => {
  for (const command of [["rehearse", "force.yml"], ["apply", "force.yml"], ["resume"]]) {
    const both = await runCli([...command, "--events", "--json"], { cwd: fleet.folder });
    expect(both, both.stderr).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/--json.*--events/) });
  }
  await writeFile(join(fleet.folder, "few.yml"), `targets: { hosts: ["pc-[1:3]"] }\n${RUNBOOK}`);
  const { code, stdout, stderr } = await runCli(["rehearse", "few.yml", "--events"], { cwd: fleet.folder });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) as string)).toMatchObject({ type: "run-finished" });
});
