import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/app/exit-code.ts";
import type { RunStatus, StopReason } from "../../src/model/event.ts";
import { type TargetState, targetStates } from "../../src/model/outcome.ts";
import type { Share } from "../../src/model/share.ts";
import type { Summary } from "../../src/model/summary.ts";

function summary(status: RunStatus, counts: Partial<Record<TargetState, number>>): Summary {
  const totals = Object.fromEntries(targetStates.map((state) => [state, counts[state] ?? 0])) as Record<
    TargetState,
    number
  >;
  const targets = targetStates.flatMap((state) => Array.from({ length: totals[state] }, () => ({ state, batch: 0 })));
  return { status, totals, targets, part: { batches: null } } as unknown as Summary;
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
    expect(exitCodeOf(summary(status, counts), { success: "100%", stopped })).toBe(code);
  });

  it.each<[string, Partial<Record<TargetState, number>>, Share, number]>([
    ["0 where as many succeeded as had to", { succeeded: 95, failed: 5 }, "95%", 0],
    ["6 where one more had to", { succeeded: 94, failed: 6 }, "95%", 6],
    ["4 where the unreachable ones would have been enough", { succeeded: 94, failed: 1, unreachable: 5 }, "95%", 4],
    ["6 where they would not", { succeeded: 90, failed: 8, unreachable: 2 }, "95%", 6],
    ["0 where the skipped make the rest smaller", { succeeded: 9, failed: 1, skipped: 90 }, "90%", 0],
    ["0 where a count is reached", { succeeded: 3, failed: 7 }, 3, 0],
  ])("is %s", (_, counts, success, code) => {
    expect(exitCodeOf(summary("finished", counts), { success, stopped: null })).toBe(code);
  });

  it("is judged by the batches that were asked for", () => {
    const targets = [
      { state: "succeeded", batch: 0 },
      { state: "not-started", batch: 1 },
    ];
    const some = { status: "finished", part: { batches: 1 }, targets } as unknown as Summary;
    expect(exitCodeOf(some, { success: "100%", stopped: null })).toBe(0);
    expect(exitCodeOf({ ...some, part: { ...some.part, batches: null } }, { success: "100%", stopped: null })).toBe(6);
  });
});
