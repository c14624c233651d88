import { Refusal } from "../base/refusal.ts";
import { readDigest } from "./digest.ts";
import type { SealedPlan } from "./file.ts";

/** What whoever applies a plan says of its approval, and what is asked of them. */
export interface Approval {
  /** The digest of `--approved`, as typed; null where none was given. */
  readonly approved: string | null;
  /** The number of `--change`; null where none was given. */
  readonly change: string | null;
  /** There must be one. */
  readonly changeRequired: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Throws INV315 for another digest, INV316 for another change or none where one must be, INV317 for a plan that is over. */
export function checkApproval({ plan, digest }: SealedPlan, { approved, change, changeRequired, now }: Approval): void {
  if (approved !== null && readDigest(approved) !== digest) {
    const typed = readDigest(approved) === null ? `${approved}, which is no digest` : approved;
    throw new Refusal("INV315", `This plan has the digest ${digest}; approved was ${typed}.`);
  }
  checkChange({ stated: plan.change, given: change, required: changeRequired });
  if (plan.expiresAt !== null && Date.parse(plan.expiresAt) <= now)
    throw new Refusal("INV317", `This plan expired at ${plan.expiresAt}.`);
}

/** The numbers of a change: the plan's, the one given with it, and whether there must be one. */
export interface ChangeNumbers {
  readonly stated: string | null;
  readonly given: string | null;
  readonly required: boolean;
}

/** Throws INV316 where two differ, or none is there and one must be. Case says nothing. */
export function checkChange({ stated, given, required }: ChangeNumbers): void {
  if (given !== null && given.toLowerCase() !== stated?.toLowerCase())
    throw new Refusal("INV316", `This plan belongs to ${stated ?? "no change"}, not to ${given}.`);
  if (required && stated === null && given === null)
    throw new Refusal("INV316", "A change number is demanded by your configuration, and there is none.");
}
