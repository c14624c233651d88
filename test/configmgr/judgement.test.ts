import { describe, expect, it } from "vitest";
import type { InventoryRow } from "../../src/configmgr/inventory.ts";
import { type Baseline, judge } from "../../src/configmgr/judgement.ts";

const row = (
  cycleStarted: string | null,
  reported: string | null,
  major: number | null,
  minor: number | null,
): InventoryRow => ({
  cycleStarted,
  reported,
  major,
  minor,
});

const old = row("2026-01-01T08:00:00Z", "2026-01-01T08:05:00Z", 4, 9);
const reset = (known: InventoryRow | null): Baseline => ({ known, before: null, reset: true });
const forced = (before: InventoryRow | null): Baseline => ({ known: null, before, reset: false });

describe("after a reset", () => {
  it.each([
    ["nothing while the row is absent", old, null, "nothing"],
    ["nothing while the row has no report", old, row("2026-01-02T08:00:00Z", null, null, null), "nothing"],
    ["full: minor 0, another cycle", old, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 1, 0), "full"],
    ["full where no row was known before", null, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 1, 0), "full"],
    [
      "unproven: the cycle is the one known before",
      old,
      row("2026-01-01T08:00:00Z", "2026-01-02T08:01:00Z", 5, 0),
      "unproven",
    ],
    [
      "unproven: the same cycle in another zone",
      old,
      row("2026-01-01T10:00:00+02:00", "2026-01-02T08:01:00Z", 5, 0),
      "unproven",
    ],
    ["unproven: a delta", old, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 4, 10), "unproven"],
    ["unproven: no cycle date", old, row(null, "2026-01-02T08:01:00Z", 1, 0), "unproven"],
    ["unproven: no version", old, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", null, null), "unproven"],
  ] as const)("%s", (_, known, now, judgement) => {
    expect(judge(reset(known), now)).toBe(judgement);
  });
});

describe("after a trigger alone", () => {
  it.each([
    ["nothing while the row is as it was", old, old, "nothing"],
    [
      "nothing while the row is as it was, written in another zone",
      old,
      { ...old, reported: "2026-01-01T09:05:00+01:00" },
      "nothing",
    ],
    ["started: a cycle began", old, { ...old, cycleStarted: "2026-01-02T08:00:00Z" }, "started"],
    ["a delta", old, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 4, 10), "delta"],
    ["a delta whose date did not move, but its version did", old, { ...old, minor: 10 }, "delta"],
    ["a full report", old, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 5, 0), "full"],
    ["a first report where there was no row", null, row("2026-01-02T08:00:00Z", "2026-01-02T08:01:00Z", 1, 0), "full"],
    ["started: a first cycle without a report", null, row("2026-01-02T08:00:00Z", null, null, null), "started"],
    ["nothing: no row at all", null, null, "nothing"],
  ] as const)("%s", (_, before, now, judgement) => {
    expect(judge(forced(before), now)).toBe(judgement);
  });
});
