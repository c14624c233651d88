import { expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import { createFold } from "../../src/report/fold.ts";
import { createTree } from "../../src/report/tree.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createChain, ended, fault, planOf, resumed, START, started, stepDone, totals } from "./scene.ts";
import { createScreen, type Screen } from "./screen.ts";

const MINUTE = 60_000;
const away = fault("It does not answer.", "unreachable");

/** What a person sees, the spinners as stars. */
const seen = (screen: Screen) => screen.lines().map((line) => line.replace(/^( *)[⠁-⣿❯] /, "$1* "));

async function firstFrame(clock: ManualClock) {
  while (clock.sleepers() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await clock.advance(100);
}

const start = (target: string, batch: number, more: object = {}): EventBody => ({
  type: "target-started",
  target,
  batch,
  ...more,
});

const setAside = (target: string) =>
  ended(target, { state: "unreachable", fault: away, again: true, ms: 5_000, requests: 0 });

it("the tree shows a canary with its stand-ins, who is set aside, the window, and the brake in a sentence", async () => {
  const scene = planOf([2, 400]);
  const rollout = { ...scene.rollout, retryUnreachableMs: 30 * MINUTE, maxUnreachable: "60%" as const };
  const plan = { ...scene, rollout };
  const clock = createManualClock(START);
  const screen = createScreen(110, 24);
  const tree = createTree(plan, { output: screen.stream, color: false, columns: 80, clock });
  const chain = createChain();
  const tell = (body: EventBody) => tree.onEvent(chain(body, clock.now()));
  tell({ ...started(plan), windowEnds: new Date(START + 4 * 60 * MINUTE).toISOString() } as EventBody);
  tell({ type: "batch-started", batch: 0, targets: 2 });
  tell(start("pc-1", 0));
  tell(start("pc-2", 0));
  await firstFrame(clock);
  tell(stepDone("pc-2", 0, { kind: "failed", fault: away, facts: {} }));
  tell(setAside("pc-2"));
  tell(start("pc-3", 0, { replaces: "pc-2" }));
  for (const target of ["pc-1", "pc-3"]) {
    for (const step of [0, 1]) tell(stepDone(target, step));
    tell(ended(target, { ms: 60_000 }));
  }
  tell({ type: "batch-finished", batch: 0 });
  tell({ type: "batch-started", batch: 1, targets: 400 });
  tell(start("pc-4", 1));
  await clock.advance(59_900);
  expect(seen(screen)).toEqual([
    "* full-inventory: 402 targets, 2 steps, 1m, the window ends in 3h59m",
    "  * Batch 1 of 2: 2 of 3 done, 1 set aside, tried again in 29m, 1 standing in",
    "  * Batch 2 of 2: 0 of 399 done, 1 running",
    "    * force-inventory hardware",
    "    * force-inventory hardware",
    "  * pc-4: connecting, 1m",
  ]);
  tell({ type: "brake-closed", limit: "max-unreachable", batch: null, allowed: 240, counted: 241 });
  await clock.advance(100);
  expect(seen(screen).at(-1)).toBe(
    "  * the brake closed: 241 targets were unreachable, and max-unreachable (60%) allows 240 in the run; nothin…",
  );
  tell(ended("pc-4", { batch: 1, state: "stopped" }));
  const end = { ...totals, succeeded: 2, unreachable: 1, stopped: 1, "not-started": 398 };
  tell({ type: "run-finished", status: "braked", totals: end, requests: 9, ms: 60_000 });
  await tree.close();
  expect(seen(screen).at(-1)).toBe("  ✖ the brake closed: 2 succeeded, 1 unreachable, 1 stopped, 398 not started");
  expect(seen(screen)).toContain("  ⚠ Batch 1 of 2: 3 of 3 done, 1 unreachable, 1 standing in");
});

it("the tree of a further sitting begins with what is done, and ends with the whole run", async () => {
  const plan = planOf([2, 2, 1]);
  const fold = createFold(plan);
  const first = createChain();
  for (const body of [
    started(plan),
    ...["pc-1", "pc-2"].flatMap((target) => [
      start(target, 0),
      stepDone(target, 0),
      stepDone(target, 1),
      ended(target),
    ]),
    start("pc-3", 1),
    stepDone("pc-3", 0),
    ended("pc-3", { batch: 1, state: "stopped" }),
  ])
    fold.add(first(body, START));
  const clock = createManualClock(START);
  const screen = createScreen(90, 24);
  const tree = createTree(plan, { output: screen.stream, color: false, columns: 80, clock, before: fold.summary() });
  const chain = createChain();
  const tell = (body: EventBody) => tree.onEvent(chain(body, clock.now()));
  tell(resumed(plan));
  await firstFrame(clock);
  tell({ type: "batch-started", batch: 1, targets: 2 });
  tell(start("pc-3", 1, { tries: 1 }));
  await clock.advance(100);
  expect(seen(screen)).toEqual([
    "* full-inventory: 5 targets, 2 steps",
    "  ✔ Batch 1 of 3: 2 of 2 done",
    "  * Batch 2 of 3: 0 of 2 done, 1 running",
    "    * force-inventory hardware: 1 changed",
    "    * force-inventory hardware",
    "  * pc-3: connecting",
  ]);
  tell({ type: "step-started", target: "pc-3", step: 1 });
  tell(stepDone("pc-3", 1, { kind: "sent", facts: {} }));
  tell(ended("pc-3", { batch: 1, tries: 2 }));
  tell(start("pc-4", 1));
  for (const step of [0, 1]) tell(stepDone("pc-4", step));
  tell(ended("pc-4", { batch: 1 }));
  tell({ type: "batch-finished", batch: 1 });
  await clock.advance(100);
  expect(seen(screen)).toContain("    ✔ force-inventory hardware: 2 changed");
  expect(seen(screen)).toContain("    ✔ force-inventory hardware: 1 changed, 1 sent");
  await tree.close();
  expect(seen(screen).at(-1)).toBe("  ✖ interrupted: 4 succeeded, 1 not started");
});

it("the tree of many batches has one row for the batch under way and one for all others, and no more paint for them", async () => {
  const plan = planOf(
    Array.from({ length: 300 }, () => 10),
    Array.from({ length: 5 }, () => ({})),
  );
  const clock = createManualClock(START);
  const screen = createScreen(90, 24);
  const tree = createTree(plan, { output: screen.stream, color: false, columns: 80, clock });
  const chain = createChain();
  const tell = (body: EventBody) => tree.onEvent(chain(body, clock.now()));
  tell(started(plan));
  await firstFrame(clock);
  for (const [batch, { targets }] of plan.batches.slice(0, 40).entries()) {
    tell({ type: "batch-started", batch, targets: targets.length });
    for (const { name } of targets) {
      tell(start(name, batch));
      for (let step = 0; step < 5; step += 1) tell(stepDone(name, step));
      if (name !== "pc-400") tell(ended(name, { batch, ...(name === "pc-7" && { state: "skipped" }) }));
    }
    if (batch < 39) tell({ type: "batch-finished", batch });
  }
  await clock.advance(100);
  expect(seen(screen)).toEqual([
    "* full-inventory: 3,000 targets, 5 steps, about 32m32s left",
    "  * 39 other batches: 390 of 390 done, 1 skipped",
    "  * Batch 40 of 300: 9 of 10 done, 1 running",
    ...Array.from({ length: 5 }, () => "    * force-inventory hardware: 10 changed"),
    "  * pc-400:",
  ]);
  // The run, two rows for batches, five steps, five failures, four targets, the last row: at most four paints each.
  expect(screen.raw().split("\u001b[?2026h").length - 1).toBeLessThanOrEqual(2 + 4 * 18);
  await tree.close();
  expect(seen(screen).at(-1)).toBe("  ✖ interrupted: 398 succeeded, 1 skipped, 1 stopped, 2,600 not started");
});
