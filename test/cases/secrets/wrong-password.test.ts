import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { fetchTruth } from "../../support/truth.ts";

/** More by `INVRUN_TARGETS=1000`; below 9,000. */
const TARGETS = Number(process.env.INVRUN_TARGETS ?? 200);
/** Two credentials by pattern: of the computers whose number ends with an even digit, and of the others. */
const EVEN = [0, 2, 4, 6, 8].map((digit) => `sim-*${digit}.fleet.example`);
const ODD = [1, 3, 5, 7, 9].map((digit) => `sim-*${digit}.fleet.example`);
const HALF = TARGETS / 2;

let fleet: Simulator;
beforeAll(async () => {
  fleet = await startSimulator(["--clients", String(TARGETS)]);
}, 60_000);
afterAll(() => fleet.stop());

const loggedOn = async () => {
  const { clients } = await fetchTruth(fleet.truth);
  const sum = (deed: "refused" | "logon") => clients.reduce((all, { counts }) => all + (counts[deed] ?? 0), 0);
  return { refused: sum("refused"), accepted: sum("logon") };
};

async function apply(name: string, passwords: { readonly even: string; readonly odd: string }) {
  const folder = join(fleet.folder, name);
  await mkdir(join(folder, "config", "invrun"), { recursive: true });
  const account = (variable: string, patterns: readonly string[]) =>
    `{ username: ${fleet.username}, password: { env: ${variable} }, for: ${JSON.stringify([...patterns, "127.0.0.1"])} }`;
  const config = `credentials:\n  even: ${account("EVEN", EVEN)}\n  odd: ${account("ODD", ODD)}\n`;
  await writeFile(join(folder, "config", "invrun", "config.yml"), config);
  const rollout = "rollout:\n  batches: [rest]\n  rate: unlimited\n  logons: unlimited\n  max-failed: 100%\n";
  await writeFile(join(folder, "runbook.yml"), `name: n\n${rollout}steps:\n  - force-inventory: [hardware]\n`);
  const before = await loggedOn();
  const env = { EVEN: passwords.even, ODD: passwords.odd };
  const args = ["apply", "runbook.yml", "--targets", fleet.targets, "--yes", "--json", "--quiet"];
  const run = await runCli(args, { cwd: folder, env, secrets: Object.values(passwords) });
  const after = await loggedOn();
  const counts = { refused: after.refused - before.refused, accepted: after.accepted - before.accepted };
  return { code: run.code, summary: JSON.parse(run.stdout) as Summary, counts };
}

const statesOf = ({ targets }: Summary, digits: RegExp) => {
  const own = targets.filter(({ name }) => digits.test(name));
  return Object.fromEntries(
    [...Map.groupBy(own, ({ state }) => state)].map(([state, found]) => [state, found.length]),
  );
};

describe(`a wrong password in a run on ${TARGETS} targets, with two credentials by pattern`, () => {
  it("of one costs one refused logon; the other's targets are carried out, its own are not started; exit 6", async () => {
    const { code, summary, counts } = await apply("one", { even: "wrong-1bX9q", odd: fleet.password });
    expect(counts.refused).toBe(1);
    expect(statesOf(summary, /[02468]\.fleet/)).toEqual({ failed: 1, "not-started": HALF - 1 });
    expect(statesOf(summary, /[13579]\.fleet/)).toEqual({ succeeded: HALF });
    expect(code).toBe(6);
  }, 120_000);

  it("of both costs one refused logon each, and nobody is logged on to; exit 6", async () => {
    const { code, summary, counts } = await apply("both", { even: "wrong-1bX9q", odd: "wrong-7kPw2" });
    expect(counts).toEqual({ refused: 2, accepted: 0 });
    expect(summary.totals).toMatchObject({ failed: 2, "not-started": TARGETS - 2 });
    expect(code).toBe(6);
  }, 120_000);
});
