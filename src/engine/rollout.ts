import type { BrakeLimit } from "../model/event.ts";
import { doneStates, type TargetState } from "../model/outcome.ts";
import type { Limits, Plan } from "../model/plan.ts";
import type { Target } from "../model/target.ts";
import type { TargetPast } from "./past.ts";

/** A target whose turn it is. */
export interface Turn {
  readonly target: Target;
  readonly batch: number;
  /** It is the first of its batch in this sitting. */
  readonly opens: boolean;
  /** The unreachable target of the canary that it stands in for. */
  readonly replaces: string | null;
}

/** Why the brake is to be closed. */
export interface Brake {
  readonly limit: BrakeLimit;
  /** From 0; null where the limit holds over the whole run. */
  readonly batch: number | null;
  readonly allowed: number;
  readonly counted: number;
}

/** What follows from the end of a target. */
export interface Consequence {
  /** The batches that are over with it. */
  readonly over: readonly number[];
  readonly brake: Brake | null;
}

/** What of a run is carried out, and what of it was before. */
export interface RolloutOptions {
  readonly plan: Plan;
  /** How many of its batches; null for all. */
  readonly batches: number | null;
  readonly pasts: ReadonlyMap<string, TargetPast>;
}

/** How the targets of a batch, or of the run, have ended. In doubt counts as failed: it is not known to be well. */
interface Tally {
  succeeded: number;
  failed: number;
  unreachable: number;
  /** Ended otherwise: skipped, stopped, not started. */
  other: number;
}

interface BatchTurns {
  readonly limits: Limits;
  /** The last of them is the next. */
  readonly left: Target[];
  readonly tally: Tally;
  running: number;
  opened: boolean;
  /** Unreachable targets that nobody stands in for yet; of the first batch alone. */
  readonly gaps: string[];
}

/**
 * Whose turn it is, and when the brake closes. Knows no time and no network: who asks for turns sees to rates and slots,
 * and tells how each target ended. Batches follow one another; limits hold over the run at any time, and over a batch
 * at its end.
 */
export class Rollout {
  readonly #batches: readonly BatchTurns[];
  readonly #limits: Limits;
  readonly #run: Tally = noTally();
  #current = 0;
  #setAside = 0;

  constructor({ plan, batches, pasts }: RolloutOptions) {
    this.#limits = plan.limits;
    this.#batches = plan.batches.slice(0, batches ?? plan.batches.length).map(({ limits }) => ({
      limits,
      left: [],
      tally: noTally(),
      running: 0,
      opened: false,
      gaps: [],
    }));
    for (const [index, { targets }] of plan.batches.entries()) {
      for (const target of targets) this.#place(target, index, pasts.get(target.name));
    }
    for (const { left } of this.#batches) left.reverse();
    this.#skipEmpty();
  }

  /** Every batch is over; targets that are set aside for a later try may be left. */
  get over(): boolean {
    return this.#current >= this.#batches.length;
  }

  /** Somebody could start now. */
  get waiting(): boolean {
    const batch = this.#batches[this.#current];
    return batch !== undefined && (batch.left.length > 0 || this.#standIn(batch) !== null);
  }

  /** Whose turn it is; null where nobody may start before another has ended. */
  next(): Turn | null {
    const index = this.#current;
    const batch = this.#batches[index];
    if (batch === undefined) return null;
    const from = batch.left.length > 0 ? batch : this.#standIn(batch);
    const target = from?.left.pop();
    if (target === undefined) return null;
    const replaces = from === batch ? null : (batch.gaps.shift() ?? null);
    const opens = !batch.opened;
    batch.opened = true;
    batch.running++;
    return { target, batch: index, opens, replaces };
  }

  /** Takes in how a target ended. `again`: it is set aside, and tried again later. */
  ended({ target, batch: index }: Pick<Turn, "target" | "batch">, state: TargetState, again: boolean): Consequence {
    const batch = this.#batches[index] as BatchTurns;
    batch.running--;
    if (state === "unreachable" && index === 0) batch.gaps.push(target.name);
    if (again) this.#setAside++;
    else this.#count(index, state);
    return this.#consequence();
  }

  /** Takes in how a later try of a target that was set aside ended. */
  triedAgain({ batch }: Pick<Turn, "batch">, state: TargetState, again: boolean): Consequence {
    if (again) return { over: [], brake: null };
    this.#setAside--;
    this.#count(batch, state);
    return { over: [], brake: this.#runBrake() };
  }

  /** Takes away those who are not to be begun after all; they are left as not started. */
  withdraw(leaves: (target: Target) => boolean): Consequence {
    for (const { left } of this.#batches) left.splice(0, left.length, ...left.filter((target) => !leaves(target)));
    return this.over ? { over: [], brake: null } : this.#consequence();
  }

  #place(target: Target, planned: number, past: TargetPast | undefined): void {
    const index = past === undefined || past.tries === 0 ? planned : past.batch;
    const batch = this.#batches[index];
    if (batch === undefined) return;
    if (past === undefined || !doneStates.includes(past.state)) batch.left.push(target);
    else this.#count(index, past.state as TargetState);
  }

  /** In the first batch others stand in for the unreachable, so these count in the run alone. */
  #count(index: number, state: TargetState): void {
    const column = columnOf(state);
    this.#run[column]++;
    const batch = this.#batches[index];
    if (batch !== undefined && (column !== "unreachable" || index > 0)) batch.tally[column]++;
  }

  /** The batch that stands in for the unreachable ones of the first: the next that has anybody. */
  #standIn(batch: BatchTurns): BatchTurns | null {
    if (batch !== this.#batches[0] || batch.gaps.length === 0) return null;
    return this.#batches.find(({ left }) => left.length > 0) ?? null;
  }

  #consequence(): Consequence {
    let brake = this.#runBrake();
    const over: number[] = [];
    const index = this.#current;
    const batch = this.#batches[index];
    if (batch !== undefined && batch.running === 0 && !this.waiting) {
      over.push(index);
      this.#current++;
      this.#skipEmpty();
      brake ??= this.#batchBrake(batch, index);
    }
    return { over, brake };
  }

  /** Batches that an earlier sitting, or the canary, left nothing of. */
  #skipEmpty(): void {
    while (this.#batches[this.#current]?.left.length === 0) this.#current++;
  }

  /** Where nothing is left, there is nothing to hold back. */
  get #left(): boolean {
    return this.#setAside > 0 || this.#batches.some(({ left, running }) => left.length > 0 || running > 0);
  }

  #runBrake(): Brake | null {
    return this.#left ? exceeded(this.#run, this.#limits, null) : null;
  }

  #batchBrake({ tally, limits }: BatchTurns, index: number): Brake | null {
    if (!this.#left) return null;
    const passed = exceeded(tally, limits, index);
    const tried = tally.failed + tally.unreachable;
    if (passed !== null || tally.succeeded > 0 || tried === 0) return passed;
    return { limit: "nothing-succeeded", batch: index, allowed: 0, counted: tried };
  }
}

function noTally(): Tally {
  return { succeeded: 0, failed: 0, unreachable: 0, other: 0 };
}

function columnOf(state: TargetState): keyof Tally {
  if (state === "succeeded" || state === "unreachable") return state;
  return state === "failed" || state === "in-doubt" ? "failed" : "other";
}

function exceeded(tally: Tally, limits: Limits, batch: number | null): Brake | null {
  if (tally.failed > limits.failed)
    return { limit: "max-failed", batch, allowed: limits.failed, counted: tally.failed };
  if (limits.unreachable !== null && tally.unreachable > limits.unreachable)
    return { limit: "max-unreachable", batch, allowed: limits.unreachable, counted: tally.unreachable };
  return null;
}
