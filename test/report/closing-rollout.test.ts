import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { RolloutSettings } from "../../src/model/runbook.ts";
import { closing } from "../../src/report/closing.ts";
import { createFold } from "../../src/report/fold.ts";
import { resumeLine } from "../../src/report/resume-command.ts";
import { ended, eventsOf, fault, planOf, resumed, started, totals } from "./scene.ts";

const place = { run: "20261121T220000-abc", runsDir: null };
const broken = fault("No client.");
const away = fault("It does not answer.", "unreachable");

function summaryOf(plan: Plan, bodies: readonly EventBody[]) {
  const fold = createFold(plan);
  for (const event of eventsOf([started(plan), ...bodies])) fold.add(event);
  return fold.summary();
}

function rolledOut(sizes: readonly number[], settings: Partial<RolloutSettings> = {}): Plan {
  const plan = planOf(sizes);
  return { ...plan, rollout: { ...plan.rollout, ...settings } };
}

/** What is said from the first of some words on, its paragraphs apart. */
function paragraphs(plan: Plan, bodies: readonly EventBody[]): readonly string[] {
  const text = closing(summaryOf(plan, bodies), plan, {
    color: false,
    columns: null,
    journal: "j",
    exitCode: 3,
    place,
  });
  return text.trim().split("\n\n");
}

const begun = (target: string, batch = 0): EventBody => ({ type: "target-started", target, batch });
const fails = (target: string) => [begun(target), ended(target, { state: "failed", fault: broken })];
const finished = (status: "braked" | "window-ended" | "finished" | "interrupted"): EventBody => ({
  type: "run-finished",
  status,
  totals,
  requests: 9,
  ms: 4_000,
});

describe("the closing words of a rollout", () => {
  it("say which limit closed the brake, when and where, who was not started, and how it goes on", () => {
    const plan = rolledOut([5, 295, 2_700], { maxFailed: "2%" });
    const said = paragraphs(plan, [
      ...["pc-1", "pc-2", "pc-3"].flatMap(fails),
      ...["pc-4", "pc-5"].flatMap((name) => [begun(name), ended(name)]),
      { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 3 },
      finished("braked"),
    ]);
    expect(said).toContain(
      "The brake closed at 2026-11-21 22:00 UTC: 3 targets of batch 1 failed or are in doubt, and max-failed (2%) allows none there.\n    Because of it: 2,995 targets not started.",
    );
    expect(said).toContain("Left to do:\n    2,995 not started: pc-6, pc-7, pc-8 and 2,992 more");
    expect(said.at(-2)).toContain("Success: 2 of 3,000 succeeded, and 100% asks for 3,000: 2,998 short of it.");
    expect(said.at(-1)).toBe('To go on: invrun resume 20261121T220000-abc --reason "why it may go on"');
  });

  it("ask for a limit that the run has not passed already", () => {
    const plan = rolledOut([5, 5], { maxFailed: 1 });
    const said = paragraphs(plan, [
      ...["pc-1", "pc-2"].flatMap(fails),
      { type: "brake-closed", limit: "max-failed", batch: null, allowed: 1, counted: 2 },
      finished("braked"),
    ]);
    expect(said).toContain(
      "The brake closed at 2026-11-21 22:00 UTC, in batch 1 of 2: 2 targets failed or are in doubt, and max-failed allows 1 in the run.\n    Because of it: 8 targets not started.",
    );
    expect(said.at(-1)).toBe(
      'To go on with a limit that 2 failures do not pass: invrun resume 20261121T220000-abc --max-failed LIMIT --reason "why it may go on"',
    );
  });

  it("ask for another limit of a batch in which somebody is left, since it is judged again", () => {
    const plan = rolledOut([3, 5], { maxFailed: "10%" });
    const bodies: EventBody[] = [
      ...["pc-1", "pc-2"].flatMap(fails),
      begun("pc-3"),
      ended("pc-3", { state: "unreachable", fault: away }),
      { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 2 },
      finished("braked"),
    ];
    expect(paragraphs(plan, bodies).at(-1)).toBe(
      'To go on with a limit that 2 failures in batch 1 do not pass: invrun resume 20261121T220000-abc --max-failed LIMIT --reason "why it may go on"',
    );
  });

  it("say of a batch in which nothing succeeded that this is why", () => {
    const plan = rolledOut([2, 5]);
    const said = paragraphs(plan, [
      ...["pc-1", "pc-2"].flatMap(fails),
      { type: "brake-closed", limit: "nothing-succeeded", batch: 0, allowed: 0, counted: 2 },
    ]);
    expect(said.join("\n")).toContain("all 2 targets of batch 1 that were tried ended badly, and none succeeded.");
  });

  it("say when the window ended, by its own clocks as well, who was cut short, and who is away after how many tries", () => {
    const window = { days: ["sat"], from: "20:00", to: "23:00", zone: "Europe/Berlin" } as const;
    const plan = rolledOut([6], { window, retryUnreachableMs: 60_000, success: "50%" });
    const again = { type: "target-started", target: "pc-3", batch: 0, tries: 1 } as const;
    const gone = ended("pc-3", { state: "unreachable", fault: away, again: true });
    const said = paragraphs(plan, [
      begun("pc-1"),
      ended("pc-1"),
      begun("pc-2"),
      begun("pc-3"),
      gone,
      begun("pc-4"),
      { ...gone, target: "pc-4" },
      again,
      { ...gone, tries: 2 },
      { type: "window-ended" },
      ended("pc-2", { state: "stopped" }),
      finished("window-ended"),
    ]);
    expect(said).toContain(
      "The window ended at 2026-11-21 22:00 UTC (sat 2026-11-21 23:00 Europe/Berlin), with work left.\n    Because of it: 2 targets not started, 1 target cut short.",
    );
    expect(said).toContain(
      "Left to do:\n    1 stopped: pc-2\n    2 unreachable, tried up to 2 times: pc-3, pc-4\n    2 not started: pc-5, pc-6",
    );
    expect(said.at(-1)).toBe("To go on: invrun resume 20261121T220000-abc");
  });

  it("say whether success was met, who went on and why, and no command where nothing is left", () => {
    const plan = rolledOut([4], { success: "75%" });
    const said = paragraphs(plan, [
      ...["pc-1", "pc-2"].flatMap((name) => [begun(name), ended(name)]),
      finished("interrupted"),
      resumed(plan, { raised: { maxFailed: "50%" }, reason: "printers\u001b[2J" }),
      ...fails("pc-3"),
      begun("pc-4"),
      ended("pc-4"),
      finished("finished"),
    ]);
    expect(said.at(-1)).toContain("Success: 3 of 4 succeeded, and 75% asks for 3: met.");
    expect(said.at(-1)).toContain(
      'Resumed at 2026-11-21 22:00 UTC by tester on there: max-failed raised to 50%, "printers\\u{1b}[2J".',
    );
    expect(said.join("\n")).not.toContain("To go on");
  });

  it("do not count as left who was not asked for", () => {
    const plan = rolledOut([1, 9]);
    const part = { ...started(plan), part: { batches: 1, shard: null, from: null } } as EventBody;
    const said = paragraphs(plan, [part, begun("pc-1"), ended("pc-1"), finished("finished")]);
    expect(said.join("\n")).toContain("Success: 1 of 1 succeeded, and 100% asks for 1: met.");
    expect(said.join("\n")).not.toMatch(/Left to do|To go on/);
  });
});

describe("the command that goes on", () => {
  const summary = summaryOf(rolledOut([2]), []);

  it("names the folder of runs where that is not the usual one, as one word for any shell", () => {
    expect(resumeLine(summary, { run: "r1", runsDir: "../elsewhere" })).toBe(
      "To go on: invrun resume r1 --runs-dir ../elsewhere",
    );
    expect(resumeLine(summary, { run: "r1", runsDir: "C:\\My Runs" })).toBe(
      'To go on: invrun resume r1 --runs-dir "C:\\My Runs"',
    );
  });

  it("is not broken at the width of the terminal, since it is copied", () => {
    const text = closing(summary, rolledOut([2]), { color: false, columns: 20, journal: "j", exitCode: 130, place });
    expect(text.trimEnd().split("\n").at(-1)).toBe("To go on: invrun resume 20261121T220000-abc");
  });
});
