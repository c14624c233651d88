import { sha256 } from "../base/digest.ts";
import type { FaultRecord } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import type { Outcome, TargetState, Totals } from "./outcome.ts";

/** How a sitting of a run ended. */
export type RunStatus = "finished" | "braked" | "window-ended" | "interrupted";

/** Why a run is being stopped. */
export type StopReason = "interrupted" | "terminated" | "journal";

type OnStep = { readonly target: string; readonly step: number };

/**
 * What happened, one operation at a time. A change (`sending`) is on disk before it leaves, with everything observed
 * before it; so a crash leaves an operation in doubt, never silently done twice.
 */
export type EventBody =
  | {
      readonly type: "run-started";
      readonly format: 1;
      readonly run: string;
      readonly name: string;
      /** SHA-256 of plan.json as it lies beside the journal. */
      readonly plan: string;
      readonly targets: number;
      readonly steps: readonly string[];
      readonly tool: string;
    }
  | { readonly type: "batch-started"; readonly batch: number; readonly targets: number }
  | { readonly type: "target-started"; readonly target: string; readonly batch: number }
  | (OnStep & { readonly type: "step-started" })
  /** What a read showed. `row` is the instance as plain data, or null where there was none. */
  | (OnStep & { readonly type: "observed"; readonly subject: string; readonly row: Json })
  /** A change is about to leave. */
  | (OnStep & { readonly type: "sending"; readonly operation: string; readonly attempt: number })
  /** What came of the change: `done`, `absent` (there was nothing to delete), or a fault. */
  | (OnStep & {
      readonly type: "answered";
      readonly operation: string;
      readonly result: "done" | "absent";
      readonly output: Json;
    })
  | (OnStep & {
      readonly type: "refused";
      readonly operation: string;
      readonly fault: FaultRecord;
      readonly delivered: "no" | "maybe" | "yes";
    })
  | (OnStep & {
      readonly type: "retrying";
      readonly operation: string;
      readonly code: string;
      readonly attempt: number;
      readonly afterMs: number;
    })
  | (OnStep & { readonly type: "noted"; readonly text: string })
  | (OnStep & { readonly type: "waiting"; readonly ms: number })
  | (OnStep & { readonly type: "step-finished"; readonly kind: string; readonly outcome: Outcome; readonly ms: number })
  | {
      readonly type: "target-finished";
      readonly target: string;
      readonly batch: number;
      readonly state: TargetState;
      /** What ended it, where a fault did. */
      readonly fault: FaultRecord | null;
      /** Why it was left alone, where it was. */
      readonly why?: string;
      readonly requests: number;
      readonly ms: number;
    }
  | { readonly type: "batch-finished"; readonly batch: number }
  | { readonly type: "stopping"; readonly reason: StopReason; readonly atOnce: boolean }
  | {
      readonly type: "run-finished";
      readonly status: RunStatus;
      readonly totals: Totals;
      readonly requests: number;
      readonly ms: number;
    };

/** An event as it stands in a journal: numbered from 0, timed, and chained to the one before by its hash. */
export type Event = EventBody & { readonly seq: number; readonly time: string; readonly hash: string };

/** The hash that the first event chains to. */
export const CHAIN_START = "0".repeat(64);

/**
 * Chains a body to the hash before it. The hash is SHA-256 over the hash before, a line feed, and the event's JSON
 * without its own hash, so that any tool can check a journal line by line.
 */
export function chainEvent(
  body: EventBody,
  seq: number,
  time: string,
  before: string,
): { readonly event: Event; readonly line: string } {
  const text = JSON.stringify({ seq, time, ...body });
  const hash = sha256(`${before}\n${text}`);
  return { event: { seq, time, ...body, hash } as Event, line: `${text.slice(0, -1)},"hash":"${hash}"}` };
}
