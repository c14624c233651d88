import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/app/exit-code.ts";
import type { RunStatus, StopReason } from "../../src/model/event.ts";
import { type TargetState, targetStates } from "../../src/model/outcome.ts";
import type { Summary } from "../../src/model/summary.ts";

function summary(status: RunStatus, counts: Partial<Record<TargetState, number>>): Summary {
  const totals = Object.fromEntries(targetStates.map((state) => [state, counts[state] ?? 0])) as Record<
    TargetState,
    number
  >;
  const targets = Array.from({ length: Object.values(totals).reduce((a, b) => a + b) });
  return { status, totals, targets } as unknown as Summary;
}

describe("the exit code", () => {
  it.each<[string, RunStatus, Partial<Record<TargetState, number>>, StopReason | null, number]>([
    ["0 when all succeeded", "finished", { succeeded: 3 }, null, 0],
    ["0 when the others were skipped", "finished", { succeeded: 1, skipped: 2 }, null, 0],
    ["4 when only unreachable ones are missing", "finished", { succeeded: 1, unreachable: 2 }, null, 4],
    ["6 when one failed", "finished", { succeeded: 1, unreachable: 2, failed: 1 }, null, 6],
    ["6 when one is in doubt", "finished", { succeeded: 1, "in-doubt": 1 }, null, 6],
    ["6 when a refused logon kept others from starting", "finished", { failed: 1, "not-started": 9 }, null, 6],
    ["130 when interrupted", "interrupted", { succeeded: 1, stopped: 1 }, "interrupted", 130],
    ["143 when terminated", "interrupted", { "not-started": 1 }, "terminated", 143],
    ["3 when the journal could not be written", "interrupted", { stopped: 1 }, "journal", 3],
    ["0 when interrupted with nothing left to do", "finished", { succeeded: 1 }, "interrupted", 0],
  ])("is %s", (_, status, counts, stopped, code) => {
    expect(exitCodeOf(summary(status, counts), stopped)).toBe(code);
  });
});
