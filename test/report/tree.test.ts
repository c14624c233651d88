import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/base/clock.ts";
import { systemClock } from "../../src/base/clock.ts";
import type { EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createTree } from "../../src/report/tree.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createChain, ended, fault, planOf, START, started, stepDone, totals } from "./scene.ts";
import { createScreen, type Screen } from "./screen.ts";

const COUNTERS = { kind: "wait", name: "wait", input: { for: ["hardware"], timeoutMs: 1 } };

function play(plan: Plan, size: { columns: number; rows: number }, clock: Clock) {
  const screen = createScreen(size.columns, size.rows);
  const tree = createTree(plan, { output: screen.stream, color: true, columns: 80, clock });
  const chain = createChain();
  return { screen, close: () => tree.close(), tell: (body: EventBody) => tree.onEvent(chain(body, clock.now())) };
}

/** The renderer is there once its first frame is. */
async function firstFrame(screen: Screen, clock: ManualClock) {
  while (clock.sleepers() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await clock.advance(100);
  expect(screen.lines()[0]).toContain("full-inventory");
}

const finished: EventBody = { type: "run-finished", status: "finished", totals, requests: 9, ms: 4_000 };

describe("the tree", () => {
  it("shows the run, its batch, its steps, its targets and its failures, and ends with the truth", async () => {
    const clock = createManualClock(START);
    const { screen, tell, close } = play(planOf([3], [{}, COUNTERS]), { columns: 90, rows: 24 }, clock);
    tell(started(planOf([3])));
    tell({ type: "batch-started", batch: 0, targets: 3 });
    for (const target of ["pc-1", "pc-2", "pc-3"]) tell({ type: "target-started", target, batch: 0 });
    await firstFrame(screen, clock);
    for (const target of ["pc-1", "pc-2"]) {
      tell(stepDone(target, 0));
      tell({ type: "step-started", target, step: 1 });
      tell({ type: "waiting", target, step: 1, ms: 3_000 });
    }
    tell(stepDone("pc-3", 0, { kind: "failed", fault: fault("No client on pc-3."), facts: {} }));
    tell(ended("pc-3", { state: "failed", fault: fault("No client\r on pc-3.") }));
    await clock.advance(2_900);
    expect(screen.lines().map(withoutSpinner)).toEqual([
      "* full-inventory: 3 targets, 2 steps, 3s",
      "  * Batch 1 of 1: 1 of 3 done, 2 running, 1 failed",
      "    ✖ force-inventory hardware: 2 changed, 1 failed",
      "    * wait hardware: 2 waiting",
      "  ✖ pc-3 failed: INV702 No client\\u{d} on pc-3.",
      "  * pc-2: wait hardware, waiting, 3s",
      "  * pc-1: wait hardware, waiting, 3s",
    ]);
    tell({ type: "stopping", reason: "interrupted", atOnce: false });
    await clock.advance(100);
    expect(screen.lines().map(withoutSpinner).at(-1)).toBe(
      "  * stopping: waits are cut, requests in flight end; Ctrl-C again stops at once",
    );
    for (const target of ["pc-1", "pc-2"]) {
      tell(stepDone(target, 1, { kind: "sent", facts: {} }));
      tell(ended(target));
    }
    tell({ type: "batch-finished", batch: 0 });
    tell({ ...finished, status: "interrupted" });
    await close();
    expect(screen.lines()).toEqual([
      "⚠ full-inventory: 3 targets, 2 steps, 3s",
      "  ⚠ Batch 1 of 1: 3 of 3 done, 1 failed",
      "    ✖ force-inventory hardware: 2 changed, 1 failed",
      "    ✔ wait hardware: 2 sent",
      "  ✖ pc-3 failed: INV702 No client\\u{d} on pc-3.",
      "  ✖ interrupted: 2 succeeded, 1 failed",
    ]);
  });

  it.each([
    { rows: 24, steps: 4 },
    { rows: 10, steps: 12 },
  ])(
    "of 10,000 targets fits $rows lines at every frame, and repaints with the clock, not with the events",
    async ({ rows, steps }) => {
      const clock = createManualClock(START);
      const sizes = [5, 1_000, 8_995];
      const plan = planOf(
        sizes,
        Array.from({ length: steps }, () => ({})),
      );
      const { screen, tell, close } = play(plan, { columns: 60, rows }, clock);
      let frames = 0;
      tell(started(plan));
      await firstFrame(screen, clock);
      const settled = screen.raw().length;
      for (const [batch, { targets }] of plan.batches.entries()) {
        tell({ type: "batch-started", batch, targets: targets.length });
        for (let at = 0; at < targets.length; at += 500) {
          for (const { name: target } of targets.slice(at, at + 500)) {
            tell({ type: "target-started", target, batch });
            const bad = Number(target.slice(3)) % 100 === 0;
            for (let step = 0; step < steps; step += 1) tell(stepDone(target, step));
            tell(
              ended(target, { batch, ...(bad ? { state: "unreachable", fault: fault("很长的消息".repeat(30)) } : {}) }),
            );
          }
          await clock.advance(100);
          frames += 1;
          expect(screen.scrolled()).toBe(0);
        }
        tell({ type: "batch-finished", batch });
      }
      const painted = screen.raw().slice(settled).split("\u001b[?2026h").length - 1;
      // Beside the beat, listr2 repaints when a task changes its state: at most four times a task.
      expect(painted).toBeLessThanOrEqual(frames + 4 * (sizes.length * steps + 12));
      tell(finished);
      await close();
      expect(screen.scrolled()).toBe(0);
      const text = screen.lines();
      expect(text).toContain("  ✔ Batch 3 of 3: 8,995 of 8,995 done, 90 unreachable");
      expect(text.at(-1)).toBe("  ✖ finished: 9,900 succeeded, 100 unreachable");
      expect(text.length).toBeLessThan(rows);
    },
  );

  it("closed without an end says interrupted", async () => {
    const clock = createManualClock(START);
    const { screen, tell, close } = play(planOf([2]), { columns: 80, rows: 24 }, clock);
    tell({ type: "target-started", target: "pc-1", batch: 0 });
    tell(ended("pc-1"));
    await close();
    expect(screen.lines().at(-1)).toBe("  ✖ interrupted: 1 succeeded, 1 not started");
    expect(clock.sleepers()).toBe(0);
  });

  it("leaves no timer, no listener and no hidden cursor behind, and the terminal its write", async () => {
    const signals = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = { signals: signals(), timers: timers() };
    const { screen, tell, close } = play(planOf([1]), { columns: 80, rows: 24 }, systemClock);
    const { write } = screen.stream;
    const listeners = screen.stream.listenerCount("error") + screen.stream.listenerCount("resize");
    tell({ type: "target-started", target: "pc-1", batch: 0 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(screen.stream.write).toBe(write);
    await close();
    expect(signals()).toEqual(before.signals);
    expect(timers()).toBeLessThanOrEqual(before.timers);
    expect(screen.stream.listenerCount("error") + screen.stream.listenerCount("resize")).toBe(listeners);
    expect(screen.cursorShown()).toBe(true);
  });

  it("writes no colour where none is wanted", async () => {
    const clock = createManualClock(START);
    const screen = createScreen(80, 24);
    const tree = createTree(planOf([1]), { output: screen.stream, color: false, columns: 80, clock });
    await tree.close();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    expect(screen.raw()).not.toMatch(/\u001b\[\d+m/);
  });
});

function withoutSpinner(line: string): string {
  return line.replace(/^( *)[⠁-⣿❯] /, "$1* ");
}
