import { type ChildProcess, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Manifest } from "../../../src/app/manifest.ts";
import { readRun } from "../../../src/app/read-run.ts";
import type { Json } from "../../../src/base/json.ts";
import { type Random, seededRandom } from "../../../src/base/random.ts";
import type { Summary, TargetSummary } from "../../../src/model/summary.ts";
import { forecast } from "../../../src/sim/weather.ts";
import { BIN, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { readJournal } from "../../support/journals.ts";

/** How many fleets there are: `INVRUN_SHARDED=10 npx vitest run test/cases/resume/shards.test.ts`. */
const FLEETS = Number(process.env.INVRUN_SHARDED ?? 1);
const CLIENTS = 24;
const CANARY = 4;
const SHARDS = 4;
/** A sitting is killed within these times: it begins to talk after a few hundred milliseconds, and waits for seconds. */
const KILLED = { fromMs: 300, toMs: 4_000 } as const;
const MOST_KILLS = 3;

/** Every report comes within its wait, in this weather, and what never comes is not waited for long. */
const RUNBOOK = `name: sharded
rollout:
  batches: [${CANARY}, rest]
  rate: unlimited
  logons: unlimited
  max-failed: 100%
steps:
  - reset-hw-cache:
    timeout: 2s
  - force-inventory: [hardware]
    timeout: 2s
  - wait: { for: [hardware], timeout: 9s }
`;

/** The words of facts that differ between any two runs: dates, cycles and versions of reports. */
const OWN = /date|cycle|version|major|minor|reported|At$/i;

/**
 * Fleets of this weather in which no shard can begin with the one client that does not know the account: who is the first
 * to log on proves the credential, and where that one is refused the others of its process are not touched.
 */
const SEEDS = Array.from({ length: 1_000 }, (_, index) => index + 34)
  .filter((seed) => !forecast("mixed", CLIENTS, seed).slice(CANARY).includes("password-refused"))
  .slice(0, FLEETS);

/** Facts without what is a run's own. */
function common(facts: Json): Json {
  if (Array.isArray(facts)) return facts.map(common);
  if (typeof facts !== "object" || facts === null) return facts;
  const kept = Object.entries(facts).map(([key, value]) => [key, OWN.test(key) && value !== null ? "its own" : common(value)]);
  return Object.fromEntries(kept) as Json;
}

const told = ({ name, state, code, steps }: TargetSummary) => ({
  name,
  state,
  code,
  steps: steps.map(({ facts, ...step }) => ({ ...step, facts: common(facts) })),
});

const byName = (targets: readonly TargetSummary[]) => targets.map(told).toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** A fleet with the plan of the runbook beside it. */
async function planned(seed: number): Promise<{ readonly fleet: Simulator; readonly id: string }> {
  const fleet = await startSimulator(["--clients", String(CLIENTS), "--seed", String(seed), "--weather", "mixed"]);
  await writeFile(join(fleet.folder, "runbook.yml"), RUNBOOK);
  const args = ["plan", "runbook.yml", "--targets", fleet.targets, "-o", "full.plan"];
  expect((await runCli(args, { cwd: fleet.folder })).code).toBe(0);
  const { id } = JSON.parse(await readFile(join(fleet.folder, "full.plan"), "utf8")) as { readonly id: string };
  return { fleet, id };
}

const folderOf = (fleet: Simulator, run: string) => join(fleet.folder, ".invrun", "runs", run);
const hasBegun = async (fleet: Simulator, run: string) =>
  (await readFile(join(folderOf(fleet, run), "journal.ndjson"), "utf8").catch(() => "")).includes("\n");

/** Carries a part of the plan out, killing it as often as chance has it. */
async function carriedOut(fleet: Simulator, run: string, args: readonly string[], random: Random): Promise<number> {
  let killed = 0;
  for (let kills = Math.floor(random() * (MOST_KILLS + 1)); ; kills--) {
    const sitting = (await hasBegun(fleet, run)) ? ["resume", run, "--quiet"] : ["apply", "full.plan", "--yes", "--quiet", ...args];
    const afterMs = KILLED.fromMs + random() * (KILLED.toMs - KILLED.fromMs);
    const child = spawn(process.execPath, [BIN, ...sitting], {
      cwd: fleet.folder,
      env: { ...process.env, XDG_STATE_HOME: join(fleet.folder, "state"), ...fleet.env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const end = await endOf(child, kills > 0 ? afterMs : null);
    if (end.signal === "SIGKILL") killed++;
    else {
      // Some clients of this weather fail or cannot be reached.
      expect([0, 4, 6], `${run}: ${end.stderr}`).toContain(end.code);
      return killed;
    }
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

function endOf(child: ChildProcess, killAfterMs: number | null): Promise<End> {
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stderr });
    }),
  );
}

it.each(SEEDS)(
  "four shards at the same time, killed and resumed at will, come to what one run comes to (seed %i)",
  async (seed) => {
    const random = seededRandom(seed);
    const [{ fleet, id }, one] = await Promise.all([planned(seed), planned(seed)]);
    try {
      const whole = runCli(["apply", "full.plan", "--yes", "--json"], { cwd: one.fleet.folder, env: one.fleet.env });
      const runs = [`${id}-b1`, ...Array.from({ length: SHARDS }, (_, index) => `${id}-s${index}of${SHARDS}`)];
      const [canary, ...shards] = runs as [string, ...string[]];
      let killed = await carriedOut(fleet, canary, ["--batches", "1"], random);
      const flags = (index: number) => ["--shard", `${index}/${SHARDS}`, "--from", canary];
      const sittings = shards.map((run, index) => carriedOut(fleet, run, flags(index), seededRandom(seed + index)));
      for (const kills of await Promise.all(sittings)) killed += kills;
      expect(killed).toBeGreaterThan(0);
      if (process.env.INVRUN_SHARDED !== undefined) console.info(`seed ${seed}: killed ${killed} times`);

      const merge = await runCli(["report", "--merge", ...runs, "-o", "all.json"], { cwd: fleet.folder });
      const unsharded = await whole;
      expect(merge.code, merge.stderr).toBe(unsharded.code);
      const manifest = JSON.parse(await readFile(join(fleet.folder, "all.json"), "utf8")) as Manifest;
      const summary = JSON.parse(unsharded.stdout) as Summary;
      expect(manifest.totals).toEqual(summary.totals);
      const parts = await Promise.all(runs.map((run) => readRun(folderOf(fleet, run))));
      const begun = parts.flatMap(({ summary: { targets } }) => targets.filter(({ state }) => state !== "not-started"));
      expect(byName(begun)).toEqual(byName(summary.targets));
      for (const [index, run] of runs.entries()) {
        const events = await readJournal(join(folderOf(fleet, run), "journal.ndjson"));
        expect(manifest.runs[index]).toMatchObject({ run, head: events.at(-1)?.hash, events: events.length });
      }
    } finally {
      await Promise.all([fleet.stop(), one.fleet.stop()]);
    }
  },
);
