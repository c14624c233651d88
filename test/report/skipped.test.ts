import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { closing } from "../../src/report/closing.ts";
import { createFold } from "../../src/report/fold.ts";
import { endedRow } from "../../src/report/rows.ts";
import { ended, eventsOf, planOf, started, totals } from "./scene.ts";

const plan = planOf([12]);
const skipped = (name: string, why: string): EventBody => ended(name, { state: "skipped", why, requests: 1 });

function summaryOf(bodies: readonly EventBody[]) {
  const fold = createFold(plan);
  for (const event of eventsOf([started(plan), ...bodies])) fold.add(event);
  return fold.summary();
}

describe("targets that were left alone", () => {
  const otherSite = "site is P02, not P01";
  const summary = summaryOf([
    skipped("pc-1", otherSite),
    skipped("pc-2", "hardware inventory is not enabled"),
    skipped("pc-3", otherSite),
    ended("pc-4"),
    { type: "run-finished", status: "finished", totals, requests: 6, ms: 1_000 },
  ]);

  it("have their reason in the summary, and no code", () => {
    expect(summary.targets[0]).toMatchObject({ state: "skipped", code: null, message: otherSite, hint: null });
    expect(summary.targets[3]).toMatchObject({ state: "succeeded", message: null });
  });

  it("are told by reason when the run is over, the most frequent first", () => {
    const text = closing(summary, plan, { color: false, columns: null, journal: "j", exitCode: 0, place: null });
    expect(text).toContain(`
Skipped:
    2 targets, such as pc-1: site is P02, not P01
    1 target, pc-2: hardware inventory is not enabled
`);
  });

  it("have a line each that says why", () => {
    const [event] = eventsOf([skipped("pc-1", `${otherSite}\u001b[2J`)]);
    expect(endedRow(event as Parameters<typeof endedRow>[0])).toBe(`pc-1 skipped: ${otherSite}\\u{1b}[2J`);
  });

  it("each for a reason of its own do not fill the screen", () => {
    const many = summaryOf(
      Array.from({ length: 12 }, (_, at) => skipped(`pc-${at + 1}`, `client version is ${at + 1}, not >=99`)),
    );
    const text = closing(many, plan, { color: false, columns: null, journal: "j", exitCode: 0, place: null });
    expect(text.match(/client version is/g)).toHaveLength(8);
    expect(text).toContain("    and 4 reasons more\n");
  });
});
