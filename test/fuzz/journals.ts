import { CHAIN_START, chainEvent, type EventBody } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import { changed, ended, fault, started, stepDone, totals } from "../report/scene.ts";

const on = { target: "pc-1", step: 0 } as const;
const operation = "SMS_Client.TriggerSchedule";
const broken = fault("pc-2 has no ConfigMgr client.");
const operator = { by: "tester", host: "here", account: "CORP\\admin" };

/** One event of every type there is, and some more, in an order in which they come. */
export function everyEvent(plan: Plan): readonly EventBody[] {
  return [
    started(plan),
    { type: "batch-started", batch: 0, targets: 2 },
    { type: "target-started", target: "pc-1", batch: 0 },
    { type: "step-started", ...on },
    { type: "observed", ...on, subject: "row", row: { minor: 4, at: null } },
    { type: "sending", ...on, operation, attempt: 1 },
    { type: "retrying", ...on, operation, code: "INV406", attempt: 2, afterMs: 500 },
    { type: "answered", ...on, operation, result: "done", output: { ReturnValue: 0 } },
    { type: "noted", ...on, text: "policy asked for" },
    { type: "waiting", ...on, ms: 15_000 },
    stepDone("pc-1", 0, { kind: "sent", facts: { minor: 5 } }),
    stepDone("pc-1", 1, changed),
    ended("pc-1"),
    { type: "target-started", target: "pc-2", batch: 0, tries: 1 },
    { type: "sending", target: "pc-2", step: 0, operation, attempt: 1 },
    { type: "refused", target: "pc-2", step: 0, operation, fault: broken, delivered: "maybe" },
    stepDone("pc-2", 0, { kind: "failed", fault: broken, facts: {} }),
    ended("pc-2", { state: "failed", fault: broken }),
    { type: "batch-finished", batch: 0 },
    { type: "brake-closed", limit: "max-failed", batch: 0, allowed: 0, counted: 1 },
    { type: "window-ended" },
    { type: "stopping", reason: "interrupted", atOnce: false },
    { type: "run-finished", status: "interrupted", totals, requests: 9, ms: 4_000 },
    {
      type: "run-resumed",
      run: plan.id,
      cut: 0,
      operator,
      windowEnds: null,
      raised: {},
      reason: null,
      tool: "invrun 0",
    },
    { type: "target-started", target: "pc-3", batch: 1, replaces: "pc-2" },
    stepDone("pc-3", 0, { kind: "in-doubt", about: ["hardware"], fault: broken, facts: {} }),
    ended("pc-3", { state: "skipped", why: "another site" }),
    { type: "run-finished", status: "finished", totals, requests: 3, ms: 10 },
  ];
}

/** A journal whose chain is right, whatever its events are: lines that are no JSON are left out. */
export function chained(lines: readonly string[]): string {
  let before = CHAIN_START;
  let seq = 0;
  const written: string[] = [];
  for (const line of lines) {
    const body = bodyOf(line);
    if (body === null) continue;
    const { event, line: sealed } = chainEvent(body, seq, "2026-11-21T22:00:00.000Z", before);
    written.push(sealed);
    before = event.hash;
    seq += 1;
  }
  return `${written.join("\n")}\n`;
}

function bodyOf(line: string): EventBody | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null) return null;
    const { seq: _seq, time: _time, hash: _hash, ...body } = value as Record<string, unknown>;
    return body as EventBody;
  } catch {
    return null;
  }
}
