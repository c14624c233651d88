import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { targetStates } from "../../src/model/outcome.ts";
import { arrange, seat, TARGET_ROWS } from "../../src/report/layout.ts";
import { createProgress } from "../../src/report/progress.ts";
import type { Progress } from "../../src/report/progress-shape.ts";
import { createChain, ended, planOf, START, stepDone } from "./scene.ts";

function progressOf(sizes: readonly number[], bodies: readonly EventBody[], steps = 2): Progress {
  const progress = createProgress(
    planOf(
      sizes,
      Array.from({ length: steps }, () => ({})),
    ),
  );
  const chain = createChain();
  bodies.forEach((body, at) => {
    progress.add(chain(body, START + at));
  });
  return progress;
}

const start = (target: string): EventBody => ({ type: "target-started", target, batch: 0 });
const wait = (target: string, step: number): EventBody => ({ type: "waiting", target, step, ms: 1_000 });

const namesOf = (targets: Iterable<{ readonly name: string }>) => Array.from(targets, ({ name }) => name).sort();

describe("progress", () => {
  it("tells those that wait from those that talk, and knows the steps that are over", () => {
    const progress = progressOf(
      [3],
      [
        { type: "batch-started", batch: 0, targets: 3 },
        start("pc-1"),
        start("pc-2"),
        start("pc-3"),
        { type: "step-started", target: "pc-1", step: 0 },
        stepDone("pc-1", 0),
        { type: "step-started", target: "pc-1", step: 1 },
        wait("pc-1", 1),
        { type: "step-started", target: "pc-2", step: 0 },
        wait("pc-2", 0),
        { type: "observed", target: "pc-2", step: 0, subject: "row", row: null },
        ended("pc-3", { state: "unreachable" }),
      ],
    );
    expect(progress.batches[0]).toMatchObject({ done: 1, running: 2, started: true, finished: false });
    expect(progress.batches[0]?.steps).toMatchObject([
      { running: 1, waiting: 0, passed: 2 },
      { running: 1, waiting: 1, passed: 1 },
    ]);
    expect([...progress.talking].map(({ name }) => name)).toEqual(["pc-2"]);
    expect(progress.failures.map(({ target }) => target)).toEqual(["pc-3"]);
  });

  it("counts rightly after any events of any targets in any order", () => {
    const name = fc.constantFrom("pc-1", "pc-2", "pc-3", "pc-4", "stranger");
    const step = fc.nat(3);
    const body: fc.Arbitrary<EventBody> = fc.oneof(
      name.map(start),
      fc.record({ type: fc.constant("step-started" as const), target: name, step }),
      fc.tuple(name, step).map(([target, at]) => wait(target, at)),
      fc.record({
        type: fc.constant("sending" as const),
        target: name,
        step,
        operation: fc.string(),
        attempt: fc.nat(),
      }),
      fc.tuple(name, step).map(([target, at]) => stepDone(target, at)),
      fc.tuple(name, fc.constantFrom(...targetStates)).map(([target, state]) => ended(target, { state })),
    );
    fc.assert(
      fc.property(fc.array(body, { maxLength: 60 }), (bodies) => {
        const progress = progressOf([4], bodies, 3);
        const live = [...progress.live.values()];
        const [batch] = progress.batches;
        expect(batch?.running).toBe(live.length);
        const talking = live.filter(({ waiting }) => !waiting);
        expect(namesOf(progress.talking)).toEqual(namesOf(talking));
        batch?.steps.forEach((counts, at) => {
          const here = live.filter((target) => target.step === at);
          expect(counts.running).toBe(here.length);
          expect(counts.waiting).toBe(here.filter(({ waiting }) => waiting).length);
        });
      }),
    );
  });
});

describe("the layout", () => {
  it("never takes more lines than there are, however many batches and steps run at once", () => {
    const some = fc.record({
      batches: fc.integer({ min: 1, max: 8 }),
      steps: fc.integer({ min: 1, max: 30 }),
      lines: fc.integer({ min: 6, max: 60 }),
      ends: fc.nat(9),
    });
    fc.assert(
      fc.property(some, ({ batches, steps, lines, ends }) => {
        const bodies: EventBody[] = [];
        for (let batch = 0; batch < batches; batch += 1) bodies.push({ type: "batch-started", batch, targets: 20 });
        for (let batch = 0; batch < batches / 2; batch += 1) bodies.push({ type: "batch-finished", batch });
        for (let at = 0; at < 9; at += 1) bodies.push(start(`pc-${at + 1}`));
        for (let at = 0; at < ends; at += 1) bodies.push(ended(`pc-${at + 1}`, { state: "failed" }));
        const progress = progressOf(
          Array.from({ length: batches }, () => 20),
          bodies,
          steps,
        );
        const layout = arrange(progress, lines);
        const shown = [...layout.steps.values()].reduce((sum, { size }) => sum + size, 0);
        // Beside these: the run's row, the last row, and the line of the cursor.
        expect(3 + layout.batches.size + shown + layout.failures + layout.targets).toBeLessThanOrEqual(lines);
        expect(layout.batches.size).toBeGreaterThan(0);
      }),
    );
  });

  it("leaves a target that talks in its row, and gives a free row to the newest that talks", () => {
    const names = ["pc-1", "pc-2", "pc-3", "pc-4", "pc-5", "pc-6"];
    const progress = progressOf([6], names.map(start));
    const first = seat([], progress, TARGET_ROWS).map((target) => target?.name);
    expect(first).toEqual(["pc-6", "pc-5", "pc-4", "pc-3"]);
    const seats = seat([], progress, TARGET_ROWS);
    const chain = createChain();
    progress.add(chain({ type: "step-started", target: "pc-5", step: 0 }, START));
    progress.add(chain(wait("pc-5", 0), START));
    expect(seat(seats, progress, TARGET_ROWS).map((target) => target?.name)).toEqual(["pc-6", "pc-2", "pc-4", "pc-3"]);
  });

  it("gives rows to those that wait where fewer talk", () => {
    const progress = progressOf([6], [start("pc-1"), start("pc-2"), wait("pc-1", 0)]);
    expect(seat([], progress, 2).map((target) => target?.name)).toEqual(["pc-2", "pc-1", undefined, undefined]);
  });
});
