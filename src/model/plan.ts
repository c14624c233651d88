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

/** How many targets may end badly before the brake closes. Absolute numbers; null for no limit. */
export interface Limits {
  readonly failed: number;
  readonly unreachable: number | null;
}

/** Targets that are started together. The next batch begins when all of them have ended. */
export interface Batch {
  readonly targets: readonly Target[];
  /** What holds at the batch's end, over the batch alone. */
  readonly limits: Limits;
}

/** A text that targets were taken from. */
export interface PlanSource {
  readonly file: string;
  /** SHA-256 of the text without byte order mark and with LF. */
  readonly digest: string;
  /** How many of the plan's targets it gave. */
  readonly targets: number;
}

/** Who planned, where, and from which commit of which state. */
export interface Authorship {
  readonly by: string;
  readonly host: string;
  /** Null outside of git. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
}

/** Names, ranges and patterns by which flags narrowed the targets, as they were given. */
export interface Narrowing {
  /** `--limit`: only computers that any of these means. */
  readonly limit: readonly string[];
  /** `--limit-also`: of those only the ones that each of these means. */
  readonly limitAlso: readonly string[];
  /** `--exclude`: none that any of these means. */
  readonly exclude: readonly string[];
}

/** Plain JSON: printed, saved, diffed, approved. Holds no secret. */
export interface Plan {
  readonly format: 1;
  /** A time and a few letters, safe in a file name. The id of its run is made of it. */
  readonly id: string;
  readonly createdAt: string;
  /** After this moment it is not carried out any more; null for never. */
  readonly expiresAt: string | null;
  readonly planned: Authorship;
  /** The number of the change it belongs to, or null. */
  readonly change: string | null;
  readonly name: string;
  readonly about: string | null;
  readonly owner: string | null;
  /** The whole text, so that what was approved can be read years later. */
  readonly runbook: { readonly file: string; readonly digest: string; readonly text: string };
  /** The texts that targets were taken from: the runbook or the list in its stead, then the files that it names. */
  readonly sources: readonly PlanSource[];
  /** What flags left of them: needed to tell later who has joined. */
  readonly narrowed: Narrowing;
  readonly batches: readonly Batch[];
  /** What holds over the whole run at any time. */
  readonly limits: Limits;
  readonly excluded: readonly string[];
  readonly steps: readonly PlannedStep[];
  readonly connection: ConnectionSettings;
  /** As written, its defaults filled in. */
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
