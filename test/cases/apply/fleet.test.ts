import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Event } from "../../../src/model/event.ts";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, type Simulator, startSimulator } from "../../support/cli.ts";
import { onlyJournal, readJournal } from "../../support/journals.ts";
import { judge } from "../../support/judge/verdict.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";
import { fetchTruth, unexpected } from "../../support/truth.ts";

const RUNBOOK = fileURLToPath(new URL("../../../runbooks/full-inventory.yml", import.meta.url));

describe("a full inventory of 25 healthy clients", () => {
  let fleet: Simulator;
  let code: number | null;
  let summary: Summary;
  beforeAll(async () => {
    fleet = await startSimulator(["--clients", "25"]);
    const { env, folder } = fleet;
    const run = await runCli(["apply", RUNBOOK, "--targets", fleet.targets, "--yes", "--json"], { env, cwd: folder });
    code = run.code;
    summary = JSON.parse(run.stdout) as Summary;
  });
  afterAll(() => fleet.stop());

  it("succeeds, and says of each client what is true", async () => {
    expect(code).toBe(0);
    expect(summary.status).toBe("finished");
    expect(summary.totals).toMatchObject({ succeeded: 25 });
    const truth = await fetchTruth(fleet.truth);
    expect(unexpected(summary, truth)).toEqual([]);
    const events = await readJournal(await onlyJournal(fleet.folder));
    expect(judge({ summary, events, truth })).toEqual({ lies: [], weak: [] });
  });

  it("gets a full hardware and a full software report from each", async () => {
    const { clients } = await fetchTruth(fleet.truth);
    for (const { reports } of clients) expect(reports.map(({ full }) => full)).toEqual([true, true]);
  });

  it("takes at most 10 requests a client, on one connection", async () => {
    const { clients } = await fetchTruth(fleet.truth);
    const requests = clients.map(({ counts }) => counts.request ?? 0);
    expect(requests.filter((count) => count === 10)).toHaveLength(1);
    expect(requests.filter((count) => count === 9)).toHaveLength(24);
    expect(clients.every(({ counts }) => counts.connection === 1 && counts.logon === 1)).toBe(true);
    expect(summary.requests).toBe(requests.reduce((a, b) => a + b));
  });

  it("leaves a journal whose last event is the end, and whose head the summary names", async () => {
    const text = await readFile(await onlyJournal(fleet.folder), "utf8");
    const last = JSON.parse(text.trimEnd().split("\n").at(-1) as string) as Event;
    expect(last).toMatchObject({ type: "run-finished", status: "finished", hash: summary.head });
  });
});

describe("a full inventory in mixed weather", () => {
  it("says of each of 200 clients what is true, and tells every trouble apart that the wire tells apart", async () => {
    const fleet = await startSimulator(["--clients", "200", "--weather", "mixed", "--seed", "7"]);
    const { env, folder } = fleet;
    const runbook = await writeRunbook(folder, fullInventoryText({ operation: "6s" }));
    const run = await runCli(["apply", runbook, "--targets", fleet.targets, "--yes", "--json"], { env, cwd: folder });
    const summary = JSON.parse(run.stdout) as Summary;
    const truth = await fetchTruth(fleet.truth);
    const events = await readJournal(await onlyJournal(folder));
    await fleet.stop();
    expect(unexpected(summary, truth)).toEqual([]);
    expect(judge({ summary, events, truth })).toEqual({ lies: [], weak: [] });
    expect(run.code).toBe(6);
    const codes = new Map<string, Set<string | null>>();
    for (const { name, kind } of truth.clients) {
      const target = summary.targets.find((one) => one.name === name);
      const told = codes.get(kind) ?? new Set();
      codes.set(kind, told.add(target?.code ?? null));
    }
    const one = (kind: string) => [...(codes.get(kind) ?? [])];
    expect(one("offline")).toEqual(["INV403"]);
    expect(one("silent")).toEqual(["INV427"]);
    expect(one("wrong-address")).toEqual(["INV410"]);
    expect(one("password-refused")).toEqual(["INV501"]);
    expect(one("access-denied")).toEqual(["INV704"]);
    expect(one("no-client")).toEqual(["INV801"]);
    expect(one("broken-client")).toEqual(["INV802"]);
    expect(one("stuck")).toEqual(["INV803"]);
    expect(one("provisioning")).toEqual(["INV803"]);
    expect(one("mid-delta")).toEqual(["INV805"]);
    expect(one("mid-full")).toEqual(["INV805"]);
    expect(one("healthy")).toEqual([null]);
  }, 240_000);
});
