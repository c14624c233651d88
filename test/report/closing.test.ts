import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { closing, closingLine } from "../../src/report/closing.ts";
import { createFold } from "../../src/report/fold.ts";
import { ended, eventsOf, fault, planOf, started, stepDone, totals } from "./scene.ts";

const plan = planOf([1_200], [{}, { kind: "wait", name: "wait", input: { for: ["software"] }, onError: "continue" }]);
const silent = fault("pc-2 has reported nothing yet.\u001b[2J");
const gone = fault("::error::pc-4 does not answer.", "unreachable");

function summaryOf(more: readonly EventBody[]) {
  const fold = createFold(plan);
  for (const event of eventsOf([started(plan), ...more])) fold.add(event);
  return fold.summary();
}

const summary = summaryOf([
  stepDone("pc-1", 0),
  {
    type: "step-finished",
    target: "pc-1",
    step: 1,
    kind: "wait",
    outcome: { kind: "failed", fault: silent, facts: {} },
    ms: 1,
  },
  ended("pc-1", { requests: 10, ms: 185_000 }),
  stepDone("pc-2", 0),
  {
    type: "step-finished",
    target: "pc-2",
    step: 1,
    kind: "wait",
    outcome: { kind: "failed", fault: silent, facts: {} },
    ms: 1,
  },
  ended("pc-2", { state: "failed", fault: silent, requests: 9, ms: 5_000 }),
  ended("pc-3", { state: "failed", fault: silent, requests: 6, ms: 90_000 }),
  ended("pc-4", { state: "unreachable", fault: { ...gone, code: "INV701" }, requests: 0, ms: 10_000 }),
  { type: "run-finished", status: "finished", totals, requests: 25, ms: 200_000 },
]);

const options = {
  color: false,
  columns: null,
  journal: ".invrun/runs/x/journal.ndjson",
  exitCode: 6,
  place: { run: "x", runsDir: null },
};

describe("the closing summary", () => {
  it("says what became of all, what went wrong where and what to do, what was slow, and what the exit code means", () => {
    expect(closing(summary, plan, options)).toBe(`
full-inventory: finished: 1 succeeded, 2 failed, 1 unreachable, 1,196 not started, in 3m20s

  succeeded        1
  failed           2
  unreachable      1
  not started  1,196
  total        1,200

INV702: 2 targets, such as pc-2 at wait software (full.yml:11)
    pc-2 has reported nothing yet.\\u{1b}[2J
    Install the client.

INV701: 1 target, pc-4
    \\u{3a}:error::pc-4 does not answer.
    Install the client.

Left to do:
    1 unreachable, tried once: pc-4
    1,196 not started: pc-5, pc-6, pc-7 and 1,193 more

Let pass by on-error: continue: 1 failure.
Success: 1 of 1,200 succeeded, and 100% asks for 1,200: missed by 1,199.
Slowest: pc-1 3m5s, pc-3 1m30s, pc-4 10s.
Requests: 25, 8.3 a client.
Journal: .invrun/runs/x/journal.ndjson
Exit code 6: finished, but the success criterion was missed: clients failed or are in doubt.

To go on: invrun resume x
`);
  });

  it("breaks its sentences at the width of the terminal, and no word", () => {
    const lines = closing(summary, plan, { ...options, columns: 40, color: true }).split("\n");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room
    const plain = lines.map((line) => line.replace(/\u001b\[\d+m/g, ""));
    expect(plain.filter((line) => line.length > 40)).toEqual([]);
    expect(plain).toContain("Exit code 6: finished, but the success");
    expect(plain).toContain("Journal: .invrun/runs/x/journal.ndjson");
  });

  it("is one line where that is asked for", () => {
    expect(closingLine(summary)).toBe(
      "full-inventory: finished: 1 succeeded, 2 failed, 1 unreachable, 1,196 not started, in 3m20s",
    );
  });

  it("leaves no line on which a pipeline or a terminal would act, whatever names and messages are", () => {
    const hostile = "::error::\r\n::stop-commands::x ##[group] ##vso[task.complete] ##teamcity[x] \u202e\u0007";
    const evil = { ...plan, name: hostile, runbook: { file: hostile, digest: "", text: "" } };
    const targets = summary.targets.map((target) => ({
      ...target,
      name: hostile,
      code: target.code && hostile,
      message: hostile,
    }));
    for (const columns of [null, 10, 30]) {
      const text = closing({ ...summary, name: hostile, targets }, evil, { ...options, columns, journal: hostile });
      expect(text).not.toMatch(/^\s*::|##(vso|teamcity)?\[/m);
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
