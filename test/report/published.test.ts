import { describe, expect, it } from "vitest";
import { createPast, remember, type TargetPast } from "../../src/engine/past.ts";
import { CHAIN_START, chainEvent, type Event, type EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import { streamHead } from "../../src/report/event-lines.ts";
import { createFold } from "../../src/report/fold.ts";
import { summaryJson } from "../../src/report/json.ts";
import { everyEvent } from "../fuzz/journals.ts";
import { fullInventory, planOf } from "../support/plans.ts";
import { publishedCheck, strictCheck, wrongs } from "../support/published.ts";
import { runEngine } from "../support/run-engine.ts";
import { doctorIsPublished, eventIsPublished, summaryIsPublished } from "./published-types.ts";

const checks = {
  summary: [publishedCheck("summary"), strictCheck("summary")],
  event: [publishedCheck("event"), strictCheck("event")],
} as const;

/** Events as they are printed. */
function expectPublished(events: readonly Event[], plan: Plan): void {
  const printed = events.map((event) => JSON.parse(JSON.stringify(event)) as unknown);
  const fold = createFold(plan);
  for (const event of events) fold.add(event);
  const summary: unknown = JSON.parse([...summaryJson(fold.summary())].join(""));
  for (const check of checks.event) expect(wrongs(check, printed)).toEqual([]);
  for (const check of checks.summary) expect(wrongs(check, [summary])).toEqual([]);
}

function chain(bodies: readonly EventBody[]): readonly Event[] {
  let before = CHAIN_START;
  return bodies.map((body, seq) => {
    const { event } = chainEvent(body, seq, "2026-11-21T22:00:00.000Z", before);
    before = event.hash;
    return event;
  });
}

describe("what is printed is what the published schemas say", () => {
  it("and the types of the program say the same", () => {
    expect([summaryIsPublished, eventIsPublished, doctorIsPublished]).toEqual([true, true, true]);
  });

  it("for every type of event there is", () => {
    const plan = planOf(["pc-1", "pc-2", "pc-3"], fullInventory);
    const bodies = everyEvent(plan).map((body) =>
      body.type === "run-started" ? { ...body, plan: "0".repeat(64) } : body,
    );
    expectPublished(chain(bodies), plan);
  });

  it("for a run that was stopped, and the sitting that ended it", async () => {
    const plan = planOf(["pc-1", "pc-2", "pc-3"], fullInventory, { success: 2, concurrency: 1 });
    const first = await runEngine({
      plan,
      onEvent: (event, stop) => {
        if (event.type === "sending") stop.request("interrupted");
      },
    });
    expect(first.status).toBe("interrupted");
    expectPublished(first.events, plan);
    const pasts = new Map<string, TargetPast>();
    for (const event of first.events) {
      if (!("target" in event)) continue;
      const past = pasts.get(event.target) ?? createPast(0);
      pasts.set(event.target, past);
      remember(past, event, Date.parse(event.time));
    }
    const sitting = {
      pasts,
      cut: 12,
      operator: { by: "tester", host: "here", account: "admin" },
      windowEnds: null,
      raised: { maxFailed: "5%", maxUnreachable: 7 },
      reason: "printers are known",
      tool: "invrun test",
    } as const;
    const second = await runEngine({ plan, sitting });
    expectPublished([...first.events, ...second.events], plan);
  });

  it("for the first line of --events", () => {
    const head: unknown = JSON.parse(streamHead({ run: "20260102-030405-test", from: 7, tool: "invrun test" }));
    for (const check of checks.event) expect(wrongs(check, [head])).toEqual([]);
  });
});

describe("the published schema of events", () => {
  const [event] = chain([{ type: "batch-started", batch: 0, targets: 3 }]);

  it("lets keys through that a later version may add", () => {
    expect(checks.event.map((check) => check({ ...event, later: 1 }))).toEqual([true, false]);
  });

  it.each([
    ["a type that there is not", { type: "batch-begun" }],
    ["a count that is none", { targets: "3" }],
    ["no hash", { hash: "" }],
    ["a time that is no time", { time: "yesterday" }],
  ])("refuses %s", (_, change) => {
    expect(publishedCheck("event")({ ...event, ...change })).toBe(false);
  });
});
