import type { Json } from "../base/json.ts";
import type { ConnectionSettings, RolloutSettings } from "./runbook.ts";
import type { Place } from "./source.ts";
import type { Target } from "./target.ts";

/** A step bound to its input, with everything about it decided. */
export interface PlannedStep {
  /** From 0, in order. */
  readonly index: number;
  readonly kind: string;
  readonly input: Json;
  /** As written, or the kind. */
  readonly name: string;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly onError: "stop" | "continue";
  readonly place: Place;
  /** The exact operations, as text. */
  readonly operations: readonly string[];
}

/** Targets that are started together. */
export interface Batch {
  readonly targets: readonly Target[];
}

/** Plain JSON: printed, saved, diffed, approved. Holds no secret. */
export interface Plan {
  readonly format: 1;
  /** The run's id as well: a time and a few letters, safe in a file name. */
  readonly id: string;
  readonly createdAt: string;
  readonly name: string;
  readonly about: string | null;
  readonly owner: string | null;
  readonly runbook: { readonly file: string; readonly digest: string };
  readonly batches: readonly Batch[];
  readonly excluded: readonly string[];
  readonly steps: readonly PlannedStep[];
  readonly connection: ConnectionSettings;
  readonly rollout: RolloutSettings;
  readonly connectTimeoutMs: number;
  /** Pauses between tries of an operation grow no longer than this. */
  readonly longestPauseMs: number;
}

/** Every target of a plan, batch by batch. */
export function planTargets(plan: Plan): readonly Target[] {
  return plan.batches.length === 1
    ? (plan.batches[0] as Batch).targets
    : plan.batches.flatMap((batch) => batch.targets);
}
