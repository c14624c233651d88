import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createLines } from "../../src/report/lines.ts";
import { createManualClock } from "./manual-clock.ts";
import { createChain, ended, fault, planOf, START, started, totals } from "./scene.ts";

function play(plan: Plan, color = false) {
  const clock = createManualClock(START);
  const output = new PassThrough();
  let text = "";
  output.on("data", (chunk) => {
    text += chunk;
  });
  const lines = createLines(plan, { output, color, clock });
  const chain = createChain();
  return {
    clock,
    tell: (body: EventBody) => lines.onEvent(chain(body, clock.now())),
    async end() {
      await lines.close();
      return text;
    },
  };
}

describe("plain lines", () => {
  it("tell of few targets one by one, with what went wrong", async () => {
    const plan = planOf([3]);
    const { clock, tell, end } = play(plan);
    tell(started(plan));
    tell({ type: "batch-started", batch: 0, targets: 3 });
    tell({ type: "target-started", target: "pc-1", batch: 0 });
    await clock.advance(2_000);
    tell(ended("pc-1"));
    tell(
      ended("pc-2", { state: "unreachable", fault: fault("pc-2 does not answer.\n::error::x ##vso[task.complete]") }),
    );
    tell({ type: "stopping", reason: "terminated", atOnce: false });
    tell({ type: "stopping", reason: "interrupted", atOnce: true });
    tell(ended("pc-3", { state: "not-started" }));
    tell({ type: "batch-finished", batch: 0 });
    tell({
      type: "run-finished",
      status: "interrupted",
      totals: { ...totals, succeeded: 1, unreachable: 1, "not-started": 1 },
      requests: 3,
      ms: 2_000,
    });
    expect((await end()).split("\n")).toEqual([
      "22:00:00 full-inventory: 3 targets, 2 steps, run 20261121T220000-abc",
      "22:00:02 pc-1 succeeded in 1.5s",
      "22:00:02 pc-2 unreachable: INV702 pc-2 does not answer.\\u{a}::error::x #\\u{23}vso[task.complete]",
      "22:00:02 stopping: waits are cut, requests in flight end; Ctrl-C again stops at once",
      "22:00:02 stopping at once: requests in flight are cut",
      "22:00:02 interrupted: 1 succeeded, 1 unreachable, 1 not started",
      "",
    ]);
  });

  it("tell of many targets by their batches, every ten seconds at most, and of failures at once", async () => {
    const plan = planOf([10, 40]);
    const { clock, tell, end } = play(plan);
    tell(started(plan));
    tell({ type: "batch-started", batch: 0, targets: 10 });
    for (let number = 1; number <= 10; number += 1) {
      tell({ type: "target-started", target: `pc-${number}`, batch: 0 });
      await clock.advance(2_500);
      tell(ended(`pc-${number}`, number === 3 ? { state: "failed", fault: fault("No client.") } : {}));
    }
    tell({ type: "batch-finished", batch: 0 });
    expect((await end()).split("\n")).toEqual([
      "22:00:00 full-inventory: 50 targets, 2 steps, run 20261121T220000-abc",
      "22:00:00 Batch 1 of 2 begins: 10 targets",
      "22:00:07 pc-3 failed: INV702 No client.",
      "22:00:10 Batch 1 of 2: 4 of 10 done, 1 failed, 23/min, about 16s left",
      "22:00:20 Batch 1 of 2: 8 of 10 done, 1 failed, 23/min, about 5s left",
      "22:00:25 Batch 1 of 2: 10 of 10 done, 1 failed",
      "",
    ]);
  });

  it("move no cursor; they are coloured only when asked", async () => {
    const plan = planOf([1]);
    const scene = async (color: boolean) => {
      const { tell, end } = play(plan, color);
      tell(ended("pc-1", { state: "failed", fault: fault("No client.") }));
      return end();
    };
    expect(await scene(false)).toBe("22:00:00 pc-1 failed: INV702 No client.\n");
    expect(await scene(true)).toBe("22:00:00 \u001b[31mpc-1 failed: INV702 No client.\u001b[39m\n");
  });
});
