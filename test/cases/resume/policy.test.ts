import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { type CliResult, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { failingText, writeRunbook } from "../../support/runbooks.ts";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "2"]);
  await mkdir(join(fleet.folder, "config", "invrun"), { recursive: true });
  await writeFile(join(fleet.folder, "config", "invrun", "config.yml"), "policy: { change: required }\n");
});
afterAll(() => fleet.stop());

const invrun = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(args, { cwd: fleet.folder, env: { ...fleet.env, ...env } });
const goOn = ({ stdout }: CliResult) =>
  invrun(["resume", (JSON.parse(stdout) as Summary).run, "--max-failed", "100%", "--reason", "they are known"]);

it("a run without the number of a change does not go on where one is demanded, and one with it does", async () => {
  const apply = ["apply", await writeRunbook(fleet.folder, failingText(0)), "--targets", fleet.targets, "--yes", "--json"];
  // Begun where nothing was demanded.
  const without = await invrun(apply, { XDG_CONFIG_HOME: join(fleet.folder, "elsewhere") });
  expect(await goOn(without)).toMatchObject({ code: 5, stderr: expect.stringContaining("INV316") });
  const numbered = await invrun([...apply, "--change", "CHG0012345"]);
  expect([without.code, numbered.code]).toEqual([3, 3]);
  expect((await goOn(numbered)).code).toBe(6);
});
