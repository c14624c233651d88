import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetStates } from "../../../src/model/outcome.ts";
import { columnsJson } from "../../../src/report/html/columns.ts";
import type { RunColumns } from "../../../src/report/html/columns-shape.ts";
import { hostileReports, reportOf, unshown } from "../hostile.ts";
import { ended, planOf, START, started, stepDone } from "../scene.ts";

function columnsOf(report: Parameters<typeof columnsJson>[0]): RunColumns {
  return JSON.parse([...columnsJson(report)].join("")) as RunColumns;
}

describe("the columns of a page", () => {
  it("tell what the summary tells, whatever the texts are", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const { targets } = report.summary;
        const columns = columnsOf(report);
        expect(columns.name.map(unshown)).toEqual(targets.map(({ name }) => name));
        expect([...columns.state].map((digit) => targetStates[Number(digit)])).toEqual(
          targets.map(({ state }) => state),
        );
        expect(columns.code.map((at) => columns.codes[at] ?? null)).toEqual(targets.map(({ code }) => code));
        expect(columns.requests).toEqual(targets.map(({ requests }) => requests));
        expect(columns.durationMs).toEqual(targets.map(({ durationMs }) => durationMs));
        expect(columns.tries).toEqual(targets.map(({ tries }) => tries));
        expect(columns.outcomes).toHaveLength(targets.length * report.plan.steps.length);
        const said = targets.map(({ message, hint }) => [message, hint] as const);
        const told = targets.map((): readonly [string | null, string | null] => [null, null]);
        for (let at = 0; at < columns.messages.length; at += 3) {
          const [place, message, hint] = columns.messages.slice(at, at + 3) as [number, string, number];
          told[place] = [unshown(message), hint === -1 ? null : unshown(columns.hints[hint] as string)];
        }
        expect(told).toEqual(said);
      }),
    );
  });

  it("hold nothing that could end or comment out the script element around them", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        expect([...columnsJson(report)].join("")).not.toMatch(/[<>&\u2028\u2029]/);
      }),
    );
  });

  it("have each client's report before and after, dates in seconds from the start", () => {
    const plan = planOf([2]);
    const row = { cycleStarted: null, reported: "2026-11-20T22:00:00Z", major: 4, minor: 30 };
    const columns = columnsOf(
      reportOf(plan, [
        started(plan),
        { type: "target-started", target: "pc-1", batch: 0 },
        stepDone("pc-1", 0, { kind: "changed", facts: { hardware: { known: row, reset: true } } }),
        stepDone("pc-1", 1, {
          kind: "sent",
          facts: { hardware: { date: "20261121220100.000000+000", major: 1, minor: 0, report: "full" } },
        }),
        ended("pc-1"),
      ]),
    );
    expect(columns.startedMs).toBe(START);
    expect(columns.inventories).toEqual([
      { inventory: "hardware", before: [4, 30, -86_400, -1, null, null], after: [1, 0, 60, -1, null, null] },
    ]);
    expect([columns.from, columns.to]).toEqual([
      [1, null],
      [4, null],
    ]);
    expect(columns.outcomes).toBe("cs--");
  });
});
