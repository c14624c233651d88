import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/base/random.ts";
import type { Event } from "../../../src/model/event.ts";
import type { Summary } from "../../../src/model/summary.ts";
import type { TruthClient } from "../../../src/sim/truth.ts";
import { BIN, runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { begunJournal, readJournal } from "../../support/journals.ts";
import { operationsOf } from "../../support/judge/operations.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

/** How many runs there are, how often each is killed, and the first seed: `INVRUN_KILLS=40x12@1 npx vitest run test/cases/resume/killed.test.ts`. */
const [RUNS, KILLS, FIRST = 1] = (process.env.INVRUN_KILLS ?? "2x3@1").split(/[x@]/).map(Number) as [number, number, number?];
const CLIENTS = 50;
/** A sitting is killed within these times: it begins to talk after a few hundred milliseconds, and would wait for seconds. */
const KILLED = { fromMs: 200, toMs: 1_800 } as const;

/** Starts a sitting and kills it after so long. True where it had not ended by itself. */
function killedAfter(ms: number, { args, fleet }: { readonly args: readonly string[]; readonly fleet: Simulator }): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: fleet.folder,
    env: { ...process.env, XDG_STATE_HOME: `${fleet.folder}/state`, ...fleet.env },
    stdio: "ignore",
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  return new Promise((resolve) =>
    child.on("close", (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    }),
  );
}

/** Where a journal says that something was sent although it was known to be done, or that it was repeated, wrongly. */
function wrongRepeats(events: readonly Event[]): readonly string[] {
  const sent = new Map<string, "unanswered" | "answered">();
  return events.flatMap((event) => {
    if (event.type !== "sending" && event.type !== "answered" && event.type !== "refused") return [];
    const key = `${event.target} ${event.operation}`;
    const before = sent.get(key);
    if (event.type === "answered") sent.set(key, "answered");
    if (event.type === "refused" && event.delivered !== "maybe" && before === "unanswered") sent.delete(key);
    if (event.type !== "sending") return [];
    sent.set(key, "unanswered");
    if (before === "answered") return [`${key} was sent again`];
    return (before === "unanswered") === (event.repeated ?? event.attempt > 1) ? [] : [`${key}: repeated is wrong`];
  });
}

/** Where something was done to a client that its journal does not tell of. */
function untold(events: readonly Event[], client: TruthClient): readonly string[] {
  const own = events.filter((event) => "target" in event && event.target === client.name);
  return operationsOf(own, client).flatMap(({ deed, id, ends, deeds }) => {
    const sent = ends.filter((end) => end !== "seen").length;
    return deeds.length > sent ? [`${client.name}: ${deed} ${id} done ${deeds.length} times, sent ${sent} times`] : [];
  });
}

// A process of Windows is killed in another way, and dies as suddenly.
describe(`a run of ${CLIENTS} clients that is killed again and again, and resumed until it is done`, () => {
  it.each(Array.from({ length: RUNS }, (_, index) => FIRST + index))("ends as if nothing had happened (seed %i)", async (seed) => {
    const random = seededRandom(seed);
    const fleet = await startSimulator(["--clients", String(CLIENTS), "--seed", String(seed)]);
    try {
      const { folder, env } = fleet;
      const runbook = await writeRunbook(folder, fullInventoryText({ timeout: "60s" }));
      const apply = ["apply", runbook, "--targets", fleet.targets, "--yes", "--quiet"];
      let begun = false;
      let killed = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const ms = KILLED.fromMs + random() * (KILLED.toMs - KILLED.fromMs);
        if (await killedAfter(ms, { args: begun ? ["resume", "--quiet"] : apply, fleet })) killed++;
        begun ||= (await begunJournal(folder)) !== null;
      }
      expect(killed).toBeGreaterThan(0);
      if (process.env.INVRUN_KILLS !== undefined) console.info(`seed ${seed}: killed ${killed} times`);
      const last = await runCli([...(begun ? ["resume"] : apply), "--json"], { cwd: folder, env });
      expect(last.code, last.stderr).toBe(0);
      const summary = JSON.parse(last.stdout) as Summary;
      expect(summary.totals.succeeded).toBe(CLIENTS);
      const events = await readJournal((await begunJournal(folder)) ?? "none");
      expect(wrongRepeats(events)).toEqual([]);
      const { clients } = await fetchTruth(fleet.truth);
      expect(clients.flatMap((client) => untold(events, client))).toEqual([]);
      for (const { name, reports } of clients) expect(reports.filter(({ full }) => full).length, name).toBe(2);
    } finally {
      await fleet.stop();
    }
  });
});
