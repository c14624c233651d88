import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/base/json.ts";
import { reportChanges, reportMoment } from "../../src/report/report-versions.ts";

function changesOf(...facts: readonly JsonObject[]) {
  const steps = facts.map((each, index) => ({
    index,
    kind: "any",
    outcome: "changed" as const,
    code: null,
    facts: each,
  }));
  return reportChanges({ steps });
}

const row = { cycleStarted: "2026-11-20T21:58:00Z", reported: "2026-11-20T22:00:00Z", major: 4, minor: 30 };
const before = { major: 4, minor: 30, date: "2026-11-20T22:00:00Z" };

describe("the reports of a client", () => {
  it("are before a reset what it took away, and after it what a wait saw", () => {
    expect(
      changesOf(
        { hardware: { known: row, reset: true } },
        { hardware: { before: null, full: true, reset: false, triggeredAt: 1 } },
        { hardware: { date: "2026-11-21T22:01:00Z", major: 1, minor: 0, report: "full" } },
      ),
    ).toEqual([{ inventory: "hardware", before, after: { major: 1, minor: 0, date: "2026-11-21T22:01:00Z" } }]);
  });

  it("are before a force without a reset what the force read", () => {
    expect(changesOf({ software: { before: row, full: false, reset: false, triggeredAt: 1 } })).toEqual([
      { inventory: "software", before, after: null },
    ]);
  });

  it("are none where no row was there, and nothing is said of an inventory that no step met", () => {
    expect(changesOf({ hardware: { known: null, reset: true } })).toEqual([
      { inventory: "hardware", before: null, after: null },
    ]);
    expect(changesOf({ rows: 3, text: "x", list: [1] })).toEqual([]);
  });

  it("have dates in either of the client's ways to write them, and none in any other text", () => {
    // DSP0004 5.2.4: local time, and its distance from UTC in minutes.
    expect(reportMoment("20261121230000.000000+060")).toBe(Date.UTC(2026, 10, 21, 22));
    expect(reportMoment("2026-11-21T22:00:00Z")).toBe(Date.UTC(2026, 10, 21, 22));
    expect(reportMoment("yesterday")).toBeNull();
    expect(reportMoment(null)).toBeNull();
  });
});
