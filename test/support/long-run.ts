import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../src/base/digest.ts";
import { CHAIN_START, chainEvent, type EventBody } from "../../src/model/event.ts";
import type { Totals } from "../../src/model/outcome.ts";
import { sealPlan } from "../../src/plan/file.ts";
import { WHOLE } from "../../src/plan/part.ts";
import { planOf } from "./plans.ts";

/** A run on disk that was interrupted half way and resumed to its end. */
export interface LongRun {
  readonly folder: string;
  readonly journal: string;
  /** The lines of its journal, without line feeds. */
  readonly lines: readonly string[];
  /** The hash of each line. */
  readonly hashes: readonly string[];
  /** How many lines the first sitting has. */
  readonly firstSitting: number;
}

const operator = { by: "tester", host: "here", account: "CORP\\admin" };
const tool = "invrun test";
/** Events of one target, and those of the run itself. */
export const TARGET_EVENTS = 12;
export const RUN_EVENTS = 4;

/** Writes the folder of such a run: two steps on each of so many targets. */
export async function writeLongRun(folder: string, targets: number): Promise<LongRun> {
  const names = Array.from({ length: targets }, (_, index) => `pc-${String(index).padStart(5, "0")}.corp.example`);
  const kinds = ["reset-hw-cache", "force-inventory"];
  const { plan, text } = sealPlan(
    planOf(
      names,
      kinds.map((kind) => ({ kind, input: null })),
    ),
  );
  const half = targets >> 1;
  const bodies: EventBody[] = [
    {
      type: "run-started",
      format: 1,
      run: plan.id,
      name: plan.name,
      plan: sha256(text),
      part: WHOLE,
      operator,
      approved: null,
      windowEnds: null,
      targets,
      steps: kinds,
      tool,
    },
    ...names.slice(0, half).flatMap(targetEvents),
    finished("interrupted", half, targets),
    { type: "run-resumed", run: plan.id, cut: 0, operator, windowEnds: null, raised: {}, reason: null, tool },
    ...names.slice(half).flatMap(targetEvents),
    finished("finished", targets, targets),
  ];
  const lines: string[] = [];
  const hashes: string[] = [];
  for (const [seq, body] of bodies.entries()) {
    const time = new Date(Date.UTC(2026, 10, 21, 22) + seq).toISOString();
    const { event, line } = chainEvent(body, seq, time, hashes.at(-1) ?? CHAIN_START);
    lines.push(line);
    hashes.push(event.hash);
  }
  const journal = join(folder, "journal.ndjson");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "plan.json"), text);
  await writeFile(journal, `${lines.join("\n")}\n`);
  return { folder, journal, lines, hashes, firstSitting: half * TARGET_EVENTS + 2 };
}

function targetEvents(target: string, index: number): readonly EventBody[] {
  const operation = "SMS_Client.TriggerSchedule({00000000-0000-0000-0000-000000000001})";
  const row = { InventoryActionID: "{00000000-0000-0000-0000-000000000001}", LastReportDate: null, note: "ü \ufffd" };
  const on = { target, step: 0 } as const;
  const then = { target, step: 1 } as const;
  return [
    { type: "target-started", target, batch: 0 },
    { type: "step-started", ...on },
    { type: "observed", ...on, subject: "InventoryActionStatus", row },
    { type: "sending", ...on, operation: "delete", attempt: 1 },
    { type: "answered", ...on, operation: "delete", result: "done", output: null },
    { type: "step-finished", ...on, kind: "reset-hw-cache", outcome: { kind: "changed", facts: {} }, ms: 20 },
    { type: "step-started", ...then },
    { type: "sending", ...then, operation, attempt: 1 },
    { type: "answered", ...then, operation, result: "done", output: { ReturnValue: 0 } },
    { type: "noted", ...then, text: `triggered ${index}` },
    { type: "step-finished", ...then, kind: "force-inventory", outcome: { kind: "sent", facts: { index } }, ms: 9 },
    { type: "target-finished", target, batch: 0, state: "succeeded", fault: null, requests: 4, ms: 31 },
  ];
}

function finished(status: "interrupted" | "finished", succeeded: number, targets: number): EventBody {
  const none = { skipped: 0, failed: 0, unreachable: 0, "in-doubt": 0, stopped: 0 };
  const totals: Totals = { succeeded, ...none, "not-started": targets - succeeded };
  return { type: "run-finished", status, totals, requests: 4, ms: 1_000 };
}
