/** Whoever judges must be judged: each false claim about a run that was well is found, and only by what it says. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { Event } from "../../../src/model/event.ts";
import type { Summary, TargetSummary } from "../../../src/model/summary.ts";
import type { TruthClient } from "../../../src/sim/truth.ts";
import { runCli, startSimulator } from "../../support/cli.ts";
import { onlyJournal } from "../../support/journals.ts";
import { type Evidence, judge } from "../../support/judge/verdict.ts";
import { writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth } from "../../support/truth.ts";

let real: Evidence;
beforeAll(async () => {
  const fleet = await startSimulator(["--clients", "2"]);
  const { env, folder: cwd } = fleet;
  const run = await runCli(["apply", await writeRunbook(cwd), "--targets", fleet.targets, "--yes", "--json"], { env, cwd });
  const lines = (await readFile(await onlyJournal(cwd), "utf8")).trimEnd().split("\n");
  const events = lines.map((line) => JSON.parse(line) as Event);
  real = { summary: JSON.parse(run.stdout) as Summary, events, truth: await fetchTruth(fleet.truth) };
  await fleet.stop();
});

/** The same evidence, with the last client's summary and truth written anew. */
function forged({
  target = (same) => same,
  client = (same) => same,
  events = (same) => same,
}: {
  readonly target?: (target: TargetSummary) => TargetSummary;
  readonly client?: (client: TruthClient) => TruthClient;
  readonly events?: (events: readonly Event[], name: string) => readonly Event[];
}): Evidence {
  const { summary, truth } = real;
  const targets = summary.targets.map((one, index) => (index === 1 ? target(one) : one));
  const totals = { ...summary.totals };
  for (const state of Object.keys(totals) as (keyof typeof totals)[])
    totals[state] = targets.filter((one) => one.state === state).length;
  const clients = truth.clients.map((one, index) => (index === 1 ? client(one) : one));
  const name = clients[1]?.name as string;
  return { summary: { ...summary, targets, totals }, truth: { ...truth, clients }, events: events(real.events, name) };
}

function step(kind: string, change: Partial<TargetSummary["steps"][number]>): (target: TargetSummary) => TargetSummary {
  return (target) => ({
    ...target,
    steps: target.steps.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
  });
}

function deeds(change: (deeds: TruthClient["deeds"]) => TruthClient["deeds"]): (client: TruthClient) => TruthClient {
  return (client) => ({ ...client, deeds: change(client.deeds) });
}

/** The client's answers to one operation as if it had been lost. */
function lost(operation: string): (events: readonly Event[], name: string) => readonly Event[] {
  return (events, name) =>
    events.map((event) =>
      event.type === "answered" && event.target === name && event.operation.startsWith(operation)
        ? ({ ...event, type: "refused", delivered: "maybe" } as unknown as Event)
        : event,
    );
}

const without = (deed: string) => deeds((all) => all.filter((one) => one.deed !== deed));
const twice = (deed: string) => deeds((all) => all.flatMap((one) => (one.deed === deed ? [one, one] : [one])));

describe("the judge", () => {
  it("finds nothing in a run that was well", () => {
    expect(judge(real)).toEqual({ lies: [], weak: [] });
  });

  it.each<[string, Parameters<typeof forged>[0], RegExp]>([
    ["a reset that was not done", { client: without("delete") }, /told done 1 times, done 0 times/],
    ["a reset that is not told", { target: step("reset-hw-cache", { outcome: "failed" }) }, /a row was deleted/],
    ["a reset told to be needless", { target: step("reset-sw-cache", { outcome: "unchanged" }) }, /a row was deleted/],
    ["a trigger that was not sent", { client: without("trigger") }, /was not triggered/],
    ["a trigger that came twice", { client: twice("trigger") }, /triggered 2 times/],
    ["a force that is not told", { target: (one) => ({ ...one, steps: one.steps.slice(0, 2) }) }, /is not told of/],
    ["a report that never came", { client: (one) => ({ ...one, reports: [] }) }, /never handed over/],
    [
      "a delta that is told full",
      { client: (one) => ({ ...one, reports: one.reports.map((report) => ({ ...report, full: false })) }) },
      /told full, full is false/,
    ],
    [
      "a report that began before the reset",
      {
        client: (one) => ({
          ...one,
          reports: one.reports.map((report) => ({ ...report, started: new Date(0).toISOString() })),
        }),
      },
      /which began before/,
    ],
    ["a success that hides a doubt", { events: lost("delete") }, /may have been done, and the target is told succeeded/],
    ["a doubt without reason", { target: (one) => ({ ...one, state: "in-doubt" }) }, /told in doubt, though nothing is/],
    ["requests that are not told", { target: (one) => ({ ...one, requests: 1 }) }, /1 requests told/],
    ["a client that is forgotten", { target: (one) => ({ ...one, name: "somebody-else" }) }, /it is not told of/],
  ])("finds %s", (_, change, lie) => {
    expect(judge(forged(change)).lies).toContainEqual(expect.stringMatching(lie));
  });

  it("finds totals that do not add up", () => {
    const { summary } = real;
    const totals = { ...summary.totals, succeeded: 1, failed: 1 };
    expect(judge({ ...real, summary: { ...summary, totals } }).lies).toHaveLength(2);
  });

  it("calls a doubt weak where the host answered in full", () => {
    const target = (one: TargetSummary): TargetSummary => ({ ...one, state: "in-doubt" });
    expect(judge(forged({ target, events: lost("delete") })).weak).toContainEqual(
      expect.stringMatching(/delete .* was answered in full/),
    );
  });

  it("takes a trigger whose answer was lost for settled by a report that was seen", () => {
    expect(judge(forged({ events: lost("invoke") })).lies).toEqual([]);
  });
});
