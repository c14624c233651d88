import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fetchTruth } from "../../support/truth.ts";

const TEXT = "name: force\nrollout: { rate: unlimited }\nsteps: [{ force-inventory: [hardware] }]\n";

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", "4"]);
  await writeFile(join(fleet.folder, "runbook.yml"), TEXT);
});
afterAll(() => fleet.stop());

const apply = async (...args: readonly string[]) => {
  const { env, folder } = fleet;
  const run = await runCli(["apply", "runbook.yml", "--yes", "--json", ...args], { env, cwd: folder });
  const summary = run.stdout === "" ? null : (JSON.parse(run.stdout) as Summary);
  return { ...run, states: summary?.targets.map(({ name, state, code }) => [name, state, code]) };
};
const put = async (name: string, text: string) => {
  await writeFile(join(fleet.folder, name), text);
  return name;
};
const aliasOf = (identity: string) =>
  put("alias.yml", `hosts: [{ name: files, address: ${fleet.address}, port: ${fleet.port}${identity} }]\n`);

const connections = async () => (await fetchTruth(fleet.truth)).clients.map(({ counts }) => counts.connection);

describe("a computer that gives another name of itself", () => {
  it("is left alone", async () => {
    const { states } = await apply("--targets", await aliasOf(""));
    expect(states).toEqual([["files", "unreachable", "INV410"]]);
  });

  it("is taken where its target says that any name will do", async () => {
    const { states, code } = await apply("--targets", await aliasOf(", identity: any"));
    expect(states).toEqual([["files", "succeeded", null]]);
    expect(code).toBe(0);
  });
});

describe("flags that narrow", () => {
  it("leave the others out of the run, and say how many are left", async () => {
    const { clients } = await fetchTruth(fleet.truth);
    const [first, second] = clients.map(({ name }) => name) as [string, string];
    const { states, stderr } = await apply("--targets", fleet.targets, "--limit", first, "--limit", second, "--exclude", second);
    expect(states).toEqual([[first, "succeeded", null]]);
    expect(stderr).toContain("The flags leave 1 of 4 targets.");
  });

  it("that mean nobody are refused before anything is sent: exit 2", async () => {
    const before = await connections();
    const { code, stderr, stdout } = await apply("--targets", fleet.targets, "--limit", "nobody-*");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("INV311 --limit nobody-* fits none of 4 targets.");
    expect(await connections()).toEqual(before);
  });
});
