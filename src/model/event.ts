import { sha256 } from "../base/digest.ts";
import type { FaultRecord } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import type { Outcome, TargetState, Totals } from "./outcome.ts";
import type { SessionLogon } from "./session.ts";
import type { Share } from "./share.ts";

/** How a sitting of a run ended. */
export type RunStatus = "finished" | "braked" | "window-ended" | "interrupted";

/** Why a run is being stopped. */
export type StopReason = "interrupted" | "terminated" | "journal";

/** Which limit closed the brake: a share of failed or unreachable targets, or a batch in which nothing succeeded. */
export type BrakeLimit = "max-failed" | "max-unreachable" | "nothing-succeeded";

/** Which part of a plan a run carries out. All null: the whole of it. */
export interface Part {
  /** Only so many of the first batches. */
  readonly batches: number | null;
  /** `index` counts from 0. */
  readonly shard: { readonly index: number; readonly of: number } | null;
  /** The run whose started targets are left out. */
  readonly from: string | null;
  /** Targets of the plan that are not this run's: started by the other run, or gone from the lists since the plan was made. */
  readonly without?: readonly string[];
}

/** Who carries a run out. No secret: an account is named, never proven. */
export interface Operator {
  readonly by: string;
  readonly host: string;
  /** The user name that it logs on with; several with a comma between them. */
  readonly account: string;
}

/** Limits that a person raised, as they were given; what is absent stays as it was. */
export interface RaisedLimits {
  readonly maxFailed?: Share;
  readonly maxUnreachable?: Share;
}

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
      readonly part: Part;
      readonly operator: Operator;
      /** The plan's digest as it was quoted in its approval; null where none was quoted. */
      readonly approved: string | null;
      /** When the window ends, or null. */
      readonly windowEnds: string | null;
      readonly targets: number;
      readonly steps: readonly string[];
      readonly tool: string;
    }
  /** A further sitting. `cut`: how many bytes of a torn last line were taken away before. */
  | {
      readonly type: "run-resumed";
      readonly run: string;
      readonly cut: number;
      readonly operator: Operator;
      readonly windowEnds: string | null;
      readonly raised: RaisedLimits;
      /** Why the limits were raised, or why it goes on after a brake; null where nobody had to say. */
      readonly reason: string | null;
      readonly tool: string;
    }
  | { readonly type: "batch-started"; readonly batch: number; readonly targets: number }
  /** `tries`: how often it was begun before, where it was. `replaces`: the unreachable target of the canary it stands in for. */
  | {
      readonly type: "target-started";
      readonly target: string;
      readonly batch: number;
      readonly tries?: number;
      readonly replaces?: string;
    }
  /** `part`: not all of the step, but what had to be closed, since the run is being stopped. */
  | (OnStep & { readonly type: "step-started"; readonly part?: true })
  /** A computer let us in; `notKerberos` is the code of why, where Kerberos was to be the first and is wanting. */
  | (OnStep & {
      readonly type: "logged-on";
      readonly mechanism: SessionLogon["mechanism"];
      readonly notKerberos?: string;
    })
  /** What a read showed. `row` is the instance as plain data, or null where there was none. */
  | (OnStep & { readonly type: "observed"; readonly subject: string; readonly row: Json })
  /** A change is about to leave. */
  /** `repeated`: it was sent before, its answer was lost, and nothing shows that it was carried out. */
  | (OnStep & {
      readonly type: "sending";
      readonly operation: string;
      readonly attempt: number;
      readonly repeated?: true;
    })
  /** What came of the change: `done`, `absent` (nothing to delete), `seen` (its answer was lost, its work is there), or a fault. */
  | (OnStep & {
      readonly type: "answered";
      readonly operation: string;
      readonly result: "done" | "absent" | "seen";
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
      /** How often it was tried, where more than once. */
      readonly tries?: number;
      /** Unreachable for now: it is tried again. */
      readonly again?: true;
      readonly requests: number;
      readonly ms: number;
    }
  | { readonly type: "batch-finished"; readonly batch: number }
  /** Nothing more is begun but what closes what is open. `counted` is above `allowed`; over `batch`, or over the run where that is null. */
  | {
      readonly type: "brake-closed";
      readonly limit: BrakeLimit;
      readonly batch: number | null;
      readonly allowed: number;
      readonly counted: number;
    }
  /** Nothing that changes is sent any more. */
  | { readonly type: "window-ended" }
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
