import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { annotateRun } from "../../src/report/annotate-run.ts";
import { createFold } from "../../src/report/fold.ts";
import { ended, eventsOf, fault, planOf, started, stepDone, totals } from "./scene.ts";

const plan = planOf([8], [{}, { kind: "wait", name: "wait", input: { for: ["software"] } }]);
const denied = fault("pc-2 refuses.");
const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 1, ms: 1_000 };

function annotate(events: readonly EventBody[], exitCode: number) {
  const fold = createFold(plan);
  for (const event of eventsOf([started(plan), ...events])) fold.add(event);
  return annotateRun(fold.summary(), { plan, exitCode });
}

const failing = (target: string): readonly EventBody[] => [
  stepDone(target, 0),
  {
    type: "step-finished",
    target,
    step: 1,
    kind: "wait",
    outcome: { kind: "failed", fault: denied, facts: {} },
    ms: 1,
  },
  ended(target, { state: "failed", fault: denied }),
];

describe("a run is annotated", () => {
  it("code by code, the most frequent first, at the line of the step that ended an example", () => {
    const gone = { ...fault("pc-1 does not answer.", "unreachable"), code: "INV404" as const };
    const told = annotate(
      [ended("pc-1", { state: "unreachable", fault: gone }), ...failing("pc-2"), ...failing("pc-3"), finished],
      6,
    );
    expect(told).toEqual([
      {
        level: "error",
        code: "INV702",
        title: "2 targets, such as pc-2 at wait software",
        lines: ["pc-2 refuses.", "Install the client."],
        place: { file: "full.yml", line: 11, column: 5 },
      },
      {
        level: "error",
        code: "INV404",
        title: "1 target, pc-1",
        lines: ["pc-1 does not answer.", "Install the client."],
        place: null,
      },
    ]);
  });

  it("with warnings where its criterion was met all the same, and where targets were only cut short", () => {
    const cut = { ...fault("The run was stopped.", "stopped"), code: "INV901" as const };
    expect(annotate([...failing("pc-2"), finished], 0).map(({ level }) => level)).toEqual(["warning"]);
    expect(annotate([ended("pc-1", { state: "stopped", fault: cut }), finished], 130)).toMatchObject([
      { level: "warning", code: "INV901" },
    ]);
  });

  it("with the brake and what it left undone before all else", () => {
    const brake: EventBody = { type: "brake-closed", limit: "max-failed", batch: null, allowed: 0, counted: 1 };
    const [first] = annotate([...failing("pc-2"), brake, { ...finished, status: "braked" }], 3);
    expect(first).toMatchObject({ level: "error", code: null, place: null });
    expect(first?.lines[0]).toMatch(/^The brake closed at .*: 1 target .*max-failed/);
    expect(first?.lines.at(-1)).toContain("7 targets not started");
  });

  it("with who is in doubt, and what resolves that", () => {
    const lost = { ...fault("The answer was lost.", "in-doubt"), code: "INV406" as const };
    const told = annotate([ended("pc-4", { state: "in-doubt", fault: lost }), finished], 6);
    expect(told.map(({ title }) => title)).toEqual(["1 target in doubt", "1 target, pc-4"]);
    expect(told[0]?.lines.join(" ")).toMatch(/^pc-4: .*`invrun resume`/);
  });

  it("with nothing where nothing went wrong", () => {
    expect(annotate([ended("pc-1"), finished], 0)).toEqual([]);
  });
});
