import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

let fleet: Simulator;
beforeEach(async () => {
  fleet = await startSimulator(["--clients", "40"]);
});
afterEach(() => fleet.stop());

/** Applies, and sends the signals one after the other once the run is under way. */
async function applyAndSignal(signals: readonly NodeJS.Signals[], rate: string) {
  const { env, folder } = fleet;
  const runbook = await writeRunbook(folder, fullInventoryText().replace("rate: unlimited", `rate: ${rate}`));
  let sent = false;
  const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--yes", "--json"], {
    env,
    cwd: folder,
    onTalk: (child) => {
      if (sent) return;
      sent = true;
      setTimeout(() => {
        for (const signal of signals) child.kill(signal);
      }, 1_500);
    },
  });
  return { ...run, summary: JSON.parse(run.stdout) as Summary, events: await readJournal(await onlyJournal(folder)) };
}

// Windows has no signals to send; there Ctrl-C comes from the console.
describe.skipIf(process.platform === "win32")("a run that is stopped", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s ends with %i, a true journal, and forces what it has reset", async (signal, code) => {
    const { summary, events, ...run } = await applyAndSignal([signal], "600/min");
    expect(run.code).toBe(code);
    expect(summary.status).toBe("interrupted");
    expect(summary.totals["not-started"]).toBeGreaterThan(0);
    expect(Object.values(summary.totals).reduce((a, b) => a + b)).toBe(40);
    expect(events.at(-1)).toMatchObject({ type: "run-finished", status: "interrupted" });
    const { clients } = await fetchTruth(fleet.truth);
    for (const { deeds } of clients) {
      const reset = deeds.filter(({ deed }) => deed === "delete").length;
      const forced = deeds.filter(({ deed }) => deed === "trigger").length;
      expect(forced).toBe(reset);
    }
  });

  it("twice ends at once, with a true journal", async () => {
    const { summary, events, code } = await applyAndSignal(["SIGINT", "SIGINT"], "600/min");
    expect(code).toBe(130);
    expect(events.at(-1)).toMatchObject({ type: "run-finished", status: "interrupted", totals: summary.totals });
  });
});
