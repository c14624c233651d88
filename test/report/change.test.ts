import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/app/exit-code.ts";
import type { EventBody } from "../../src/model/event.ts";
import { change } from "../../src/report/change.ts";
import type { RunReport } from "../../src/report/run-report.ts";
import { hostileReports, reportOf } from "./hostile.ts";
import { ended, fault, planOf, resumed, START, started, stepDone, totals } from "./scene.ts";
import { planOfStory, stories, tell } from "./story.ts";

const text = (report: RunReport) => [...change(report)].join("");
const read = (report: RunReport) => JSON.parse(text(report));

const begun = (target: string): EventBody => ({ type: "target-started", target, batch: 0 });
const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 9, ms: 4_000 };

describe("the change record", () => {
  it("holds what a change is closed with, in its own words and in those of ServiceNow and Jira", () => {
    const plan = { ...planOf([2]), change: "CHG0012345", rollout: { ...planOf([2]).rollout, success: "50%" as const } };
    const report = reportOf(plan, [
      { ...started(plan), approved: "k7mp-3xq2-9f0a-h2jz" } as EventBody,
      begun("pc-1"),
      ended("pc-1"),
      begun("pc-2"),
      ended("pc-2", { state: "failed", fault: fault("No client.") }),
      { ...finished, status: "braked" } as EventBody,
      resumed(plan, { raised: { maxFailed: "5%" }, reason: "printers are known" }),
      finished,
    ]);
    const record = read(report);
    expect(record).toMatchObject({
      format: 1,
      kind: "change",
      change: "CHG0012345",
      closeCode: "successful with issues",
      start: new Date(START).toISOString(),
      end: new Date(START + 7_000).toISOString(),
      totals: { succeeded: 1, failed: 1 },
      plan: { digest: "k7mp-3xq2-9f0a-h2jz", approved: "k7mp-3xq2-9f0a-h2jz" },
      operator: { by: "tester", host: "here", account: "CORP\\admin" },
      sittings: [
        { status: "braked", raised: {}, reason: null },
        { status: "finished", raised: { maxFailed: "5%" }, reason: "printers are known", operator: { host: "there" } },
      ],
      overrides: [{ raised: { maxFailed: "5%" }, reason: "printers are known" }],
      journal: { events: 8, head: report.journal.head },
    });
    expect(record.servicenow).toEqual({
      close_code: "successful_issues",
      close_notes: record.closeNotes,
      work_start: "2026-11-21 22:00:00",
      work_end: "2026-11-21 22:00:07",
    });
    const { body } = record.jira.update.comment[0].add;
    expect([body.type, body.version]).toEqual(["doc", 1]);
    const lines = body.content.map((paragraph: { content: { text: string }[] }) => paragraph.content[0]?.text);
    expect(lines).toEqual(record.closeNotes.split("\n"));
    expect(lines).toEqual([
      "full-inventory: finished: 1 succeeded, 1 failed, in 8s.",
      "1 of 2 succeeded, 1 had to (50%): met.",
      'Resumed at 2026-11-21 22:00 UTC by tester on there, as CORP\\admin: max-failed raised to 5%, "printers are known".',
      "INV702: 1 target, such as pc-2: No client.",
      "Plan k7mp-3xq2-9f0a-h2jz, quoted when it was applied.",
      "Begun at 2026-11-21 22:00 UTC by tester on here, as CORP\\admin, with invrun 0.",
      `Run ${plan.id}, 8 events, head ${report.journal.head}.`,
    ]);
  });

  it("is unsuccessful where the run's exit code would not be 0, and nowhere else; a skipped target is no issue", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const plan = planOfStory(story);
        const bodies: EventBody[] = [];
        for await (const { events } of tell(story, plan)) bodies.push(...events);
        const report = reportOf(plan, bodies);
        const { summary } = report;
        const exitCode = exitCodeOf(summary, { success: plan.rollout.success, stopped: null });
        const { closeCode } = read(report);
        expect(closeCode === "unsuccessful").toBe(exitCode !== 0);
        const asked = summary.targets.filter(({ batch }) => batch < (story.batches ?? Number.POSITIVE_INFINITY));
        const well =
          asked.every(({ state }) => state === "succeeded" || state === "skipped") && summary.continued === 0;
        if (closeCode === "successful") expect(well).toBe(true);
        if (closeCode === "successful with issues") expect(well).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it("is JSON in which every text is shown and none is obeyed, and fits the field for notes with its proof", () => {
    fc.assert(
      fc.property(hostileReports, (report) => {
        const json = text(report);
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##(vso|teamcity)?\[/iu);
        const { closeNotes, jira, change: number } = JSON.parse(json);
        expect(number).toBe(report.summary.change);
        expect(closeNotes.length).toBeLessThanOrEqual(4_000);
        expect(closeNotes).toContain(report.journal.head);
        expect(closeNotes).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|\[\/?code\]/imu);
        for (const { content } of jira.update.comment[0].add.body.content) {
          expect(content).toEqual([{ type: "text", text: expect.stringMatching(/./) }]);
        }
      }),
    );
  });

  it("cuts its notes to 4,000 characters and keeps the proof", () => {
    const plan = planOf([60]);
    const bodies: EventBody[] = [{ ...started(plan), tool: "x".repeat(3_000) } as EventBody];
    for (let at = 1; at <= 60; at += 1) {
      const bad = { ...fault("y".repeat(3_000)), code: `INV${at}` as never };
      bodies.push(stepDone(`pc-${at}`, 0), ended(`pc-${at}`, { state: "failed", fault: bad }));
    }
    for (let at = 0; at < 30; at += 1) bodies.push(resumed(plan, { reason: "z".repeat(3_000) }));
    const report = reportOf(plan, bodies);
    const notes: string = read(report).closeNotes;
    expect(notes.length).toBeLessThanOrEqual(4_000);
    expect(notes.split("\n").at(-1)).toBe(`Run ${plan.id}, 151 events, head ${report.journal.head}.`);
    expect(notes).toContain("\nResumed 22 times before.\n");
    expect(notes).toContain("\n…\n");
  });
});
