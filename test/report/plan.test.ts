import { describe, expect, it } from "vitest";
import { viewPlan } from "../../src/app/plan-view.ts";
import type { Plan } from "../../src/model/plan.ts";
import { cutIntoBatches, limitsOver } from "../../src/plan/batches.ts";
import { sealPlan } from "../../src/plan/file.ts";
import { planReport } from "../../src/report/plan.ts";
import { planJson } from "../../src/report/plan-json.ts";
import { fullInventory, planOf } from "../support/plans.ts";

const rollout = {
  batches: [5, "10%", "rest"],
  ratePerMinute: 100,
  logonsPerSecond: 50,
  maxFailed: "2%",
  maxUnreachable: "60%",
  success: "95%",
  window: { days: ["tue", "wed"], from: "22:00", to: "04:00", zone: "Europe/Berlin" },
} as const;
const base = planOf([], [{ kind: "require", input: { site: "p01" } }, ...fullInventory], rollout);
const targets = Array.from({ length: 3_000 }, (_, at) => ({ name: `pc-${at}` }));
const plan: Plan = {
  ...base,
  name: "full-inventory",
  change: "CHG0012345",
  owner: "endpoint-team@corp.example",
  createdAt: "2026-07-20T14:03:00.000Z",
  expiresAt: "2026-07-27T14:03:00.000Z",
  planned: { by: "kim", host: "ADMIN-7", git: { commit: "3f2a".repeat(10), dirty: true } },
  sources: [{ file: "berlin.csv", digest: "ab".repeat(32), targets: 3_000 }],
  narrowed: { limit: ["pc-*"], limitAlso: [], exclude: [] },
  excluded: ["vip-1", "vip-2"],
  batches: cutIntoBatches(targets, base.rollout),
  limits: limitsOver(3_000, base.rollout),
};
// Monday afternoon: the window opens on Tuesday at 22:00 in Berlin, which is 20:00 UTC in summer.
const now = Date.parse("2026-07-20T14:03:00Z");
const report = (one: Plan) => planReport(viewPlan(sealPlan(one), now), { color: false, columns: null });
const text = report(plan);

describe("a plan for those who approve it", () => {
  it.each([
    ["the change, the owner, who planned it and from what", "Change      CHG0012345"],
    ["", "Owner       endpoint-team@corp.example"],
    ["", "Planned     2026-07-20 14:03 UTC by kim on ADMIN-7"],
    ["", `Commit      ${"3f2a".repeat(10)}, and the texts differ from it`],
    ["", "Expires     2026-07-27 14:03 UTC, in 7d"],
    ["the window, by its own clocks and in UTC", "tue, wed from 22:00 to 04:00, Europe/Berlin; opens in 1d5h"],
    ["", "tue 2026-07-21 22:00 to wed 2026-07-22 04:00, Europe/Berlin"],
    ["", "2026-07-21 20:00 UTC to 2026-07-22 02:00 UTC"],
    ["the counts by source, site and batch", `by source  3,000 from berlin.csv, sha256 ${"ab".repeat(32)}`],
    ["", "flags      --limit pc-*"],
    ["", "excluded   2: vip-1, vip-2"],
    ["", "by site    P01 for all; a client of another site is left alone"],
    ["", "by batch   1: 5 targets\n             2: 300 targets\n             3: 2,695 targets"],
    ["what it takes to undo a step", "to undo it: nothing: the next full hardware report writes the row again"],
    ["the load", "full reports   200 a minute, 6,000 an hour, 6,000 in all"],
    // 2 % of 3,000 is 60; of 5, 300 and 2,695 it is 0, 6 and 53, rounded down.
    ["the limits in absolute numbers", "failed       as soon as there are 61 in the run"],
    ["", "with 1 in batch 1, 7 in batch 2, 54 in batch 3"],
    ["", "unreachable  as soon as there are 1,801 in the run"],
    ["", "success      95% of all but the skipped: 2,850 of 3,000 targets where none is skipped"],
    ["the digest", `Digest: ${sealPlan(plan).digest}`],
  ])("tells %s: %s", (_, line) => {
    expect(text).toContain(line);
  });

  it("names every operation of every step", () => {
    const operations = plan.steps.flatMap((step) => step.operations);
    expect(operations.filter((operation) => !text.includes(operation))).toEqual([]);
  });

  it("shows what a terminal would obey, and breaks what a pipeline would", () => {
    const hostile = report({
      ...plan,
      name: "\u001b[2Jgone",
      owner: "##vso[task.complete]",
      excluded: ["::set-output::"],
    });
    expect(hostile).not.toContain("\u001b");
    expect(hostile).not.toContain("##vso[");
    expect(hostile.split("\n").filter((line) => /^\s*::/.test(line))).toEqual([]);
  });

  it("says of a plan without window, commit or expiry that it has none", () => {
    const bare = report({ ...planOf(["pc-1"], fullInventory), sources: [] });
    for (const line of [
      "Change      none",
      "Commit      none: the runbook lies in no git repository",
      "Expires     never",
      "Window      none: changes may be sent at any time",
      "failed       never, however many there are",
    ])
      expect(bare).toContain(line);
  });
});

it("a plan for programs is one document with all of it", () => {
  const document = JSON.parse(planJson(viewPlan(sealPlan(plan), now), null));
  expect(document).toMatchObject({
    digest: sealPlan(plan).digest,
    site: "P01",
    window: { from: "2026-07-21T20:00:00.000Z", to: "2026-07-22T02:00:00.000Z" },
    load: { starts: { perMinute: 100 } },
  });
  expect(document.plan).toEqual(JSON.parse(JSON.stringify(plan)));
  expect(document.undo).toHaveLength(plan.steps.length);
});

describe("how targets are reached", () => {
  const connected = (...tls: readonly boolean[]) => {
    const batch = tls.map((secured, at) => ({ name: `pc-${at}`, ...(secured && { tls: true as const }) }));
    return /Connection {2}(.*(?:\n {13}.*)*)/.exec(
      report({ ...plan, batches: cutIntoBatches(batch, { ...base.rollout, batches: ["rest"] }) }),
    )?.[1];
  };

  it.each([
    [[false, false], "negotiate over HTTP, messages sealed"],
    [[true, false], "negotiate over HTTP, messages sealed\n              over TLS for 1 target, as their list says"],
    [[true, true], "negotiate over TLS, as their list says"],
  ])("is told by what their list says of TLS: %j", (tls, told) => {
    expect(connected(...tls)).toBe(told);
  });
});

it("what does not fit in a line of a terminal goes on below its beginning", () => {
  const narrow = planReport(viewPlan(sealPlan(plan), now), { color: false, columns: 60 });
  expect(narrow).toContain(
    "\n  Commit      3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a3f2a, and\n              the texts differ from it\n",
  );
});
