import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import type { Runbook, RunbookStep } from "../../src/model/runbook.ts";
import { assemble } from "../../src/plan/assemble.ts";
import { runId } from "../../src/plan/run-id.ts";
import { planKinds } from "../../src/steps/index.ts";
import { anyRollout } from "../support/plans.ts";

const step = (kind: string, input: RunbookStep["input"], more: Partial<RunbookStep> = {}): RunbookStep => ({
  kind,
  input,
  name: null,
  timeoutMs: null,
  retries: null,
  onError: "stop",
  place: { line: 9, column: 5 },
  ...more,
});

const unplanned = {
  validMs: null,
  change: null,
  planned: { by: "tester", host: "here", git: null },
  sources: [],
  narrowed: { limit: [], limitAlso: [], exclude: [] },
};

const runbook: Runbook = {
  file: "full.yml",
  digest: "d".repeat(64),
  text: "name: full",
  name: "full",
  about: null,
  owner: "team",
  connection: { auth: "negotiate", credential: null, tls: false, ca: null, serverName: null, fingerprint: null },
  rollout: anyRollout,
  require: null,
  steps: [
    step("reset-hw-cache", null, { name: "clean slate", timeoutMs: 5_000, retries: 0 }),
    step("force-inventory", ["hardware"]),
    step("wait", { for: ["hardware"] }),
  ],
};

describe("a plan", () => {
  const selection = { targets: [{ name: "pc-1" }, { name: "pc-2" }], excluded: ["pc-3"] };
  const plan = assemble({ runbook, selection, kinds: planKinds, id: "x", now: 0, ...unplanned });

  it("names the exact operations of each step", () => {
    const row = 'root\\ccm\\invagt:InventoryActionStatus.InventoryActionID="{00000000-0000-0000-0000-000000000001}"';
    expect(plan.steps.map(({ operations }) => operations)).toEqual([
      [`get ${row} (for the record)`, `delete ${row} (where it is there)`],
      [
        `get ${row} (for the record, where no reset came before)`,
        'invoke root\\ccm:SMS_Client.TriggerSchedule("{00000000-0000-0000-0000-000000000001}") (hardware inventory)',
      ],
      [`get ${row} (until its report is sent, at most 30m)`],
    ]);
  });

  it("fills in what the runbook leaves open, and nothing else", () => {
    expect(plan.steps[0]).toMatchObject({
      name: "clean slate",
      timeoutMs: 5_000,
      retries: 0,
      place: { line: 9, column: 5 },
    });
    expect(plan.steps[1]).toMatchObject({ name: "force-inventory", timeoutMs: 30_000, retries: 2 });
    expect(plan.connectTimeoutMs).toBe(5_000);
  });

  it("reads what a client must be like before anything else", () => {
    const place = { line: 4, column: 1 };
    const required = { ...runbook, require: { input: { site: "P01" }, place } };
    const { steps } = assemble({ runbook: required, selection, kinds: planKinds, id: "x", now: 0, ...unplanned });
    expect(steps.map(({ index, kind }) => [index, kind])).toEqual([
      [0, "require"],
      [1, "reset-hw-cache"],
      [2, "force-inventory"],
      [3, "wait"],
    ]);
    expect(steps[0]).toMatchObject({ input: { site: "P01" }, onError: "stop", place });
  });

  it("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe("a run's id", () => {
  it("sorts by time and holds no character that a file system refuses", () => {
    const id = runId(Date.UTC(2026, 10, 21, 6, 30, 55), seededRandom(1));
    expect(id).toMatch(/^20261121-063055-[a-z2-9]{4}$/);
  });
});
