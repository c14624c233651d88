import { type TargetState, type Totals, targetStates } from "../model/outcome.ts";
import { stateLeft, type TargetPast } from "./past.ts";

/** How many targets of a run have ended in each state, those of earlier sittings included. */
export class Tally {
  readonly #targets: number;
  readonly #ended = Object.fromEntries(targetStates.map((state) => [state, 0])) as Record<TargetState, number>;

  constructor(targets: number, pasts: ReadonlyMap<string, TargetPast>) {
    this.#targets = targets;
    for (const past of pasts.values()) if (past.tries > 0) this.#ended[stateLeft(past)]++;
  }

  /** A target is begun again, so what it was before no longer counts. */
  reopened(past: TargetPast): void {
    if (past.tries > 0) this.#ended[stateLeft(past)]--;
  }

  ended(state: TargetState, amount = 1): void {
    this.#ended[state] += amount;
  }

  /** The totals if the run ended now: whoever is not among them was never started. */
  totals(): Totals {
    const known = targetStates.reduce((sum, state) => sum + this.#ended[state], 0);
    return { ...this.#ended, "not-started": this.#ended["not-started"] + this.#targets - known };
  }
}
