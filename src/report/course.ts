import { type TargetState, targetStates } from "../model/outcome.ts";
import type { Moment } from "./timeline-shape.ts";
import { noTotals } from "./totals.ts";

/** As many moments of a run are kept at most: more than a drawing has columns. */
export const MOMENTS = 500;

/** Two moments that are closer are one, in milliseconds; doubled whenever there are too many. */
const FIRST_GRAIN_MS = 100;

const RUNNING = targetStates.length;

/**
 * How many targets were where, as time went on. Takes the same room for a run of a second and one of a month: where
 * there are too many moments, every second one is dropped. Time between sittings does not count.
 */
export class Course {
  readonly #states: Uint8Array;
  readonly #counts: number[];
  #moments: { readonly grain: number; readonly moment: Moment }[] = [];
  #grainMs = FIRST_GRAIN_MS;
  /** Milliseconds of sittings up to `#last`. */
  #active = 0;
  #last: number | null = null;

  constructor(targets: number) {
    this.#states = new Uint8Array(targets).fill(targetStates.indexOf("not-started"));
    this.#counts = Array.from({ length: RUNNING + 1 }, () => 0);
    this.#counts[targetStates.indexOf("not-started")] = targets;
  }

  /** A sitting begins. Who was running when the one before was cut off was stopped by that. */
  begin(at: number): void {
    this.#last = at;
    const stopped = targetStates.indexOf("stopped");
    for (let target = 0; target < this.#states.length; target += 1)
      if (this.#states[target] === RUNNING) this.#move(target, stopped);
    this.#keep(at);
  }

  /** A target, by its place in the summary, is begun or has ended. */
  take(target: number, state: TargetState | "running", at: number): void {
    this.#move(target, state === "running" ? RUNNING : targetStates.indexOf(state));
    this.#keep(at);
  }

  /** A sitting ends. */
  end(at: number): void {
    this.#keep(at);
  }

  moments(): readonly Moment[] {
    return this.#moments.map(({ moment }) => moment);
  }

  #move(target: number, state: number): void {
    const before = this.#states[target] as number;
    this.#counts[before] = (this.#counts[before] as number) - 1;
    this.#counts[state] = (this.#counts[state] as number) + 1;
    this.#states[target] = state;
  }

  #keep(at: number): void {
    this.#active += Math.max(0, at - (this.#last ?? at));
    this.#last = Math.max(at, this.#last ?? at);
    const kept = { grain: this.#active / this.#grainMs, moment: this.#now(this.#last) };
    // The first one shows how it began, whatever came a moment later.
    if (this.#moments.length > 1 && sameGrain(this.#moments.at(-1)?.grain, kept.grain)) this.#moments.pop();
    this.#moments.push(kept);
    while (this.#moments.length > MOMENTS) this.#thin();
  }

  #thin(): void {
    this.#grainMs *= 2;
    const [first, ...rest] = this.#moments.map(({ grain, moment }) => ({ grain: grain / 2, moment }));
    const kept = rest.filter(({ grain }, index) => !sameGrain(grain, rest[index + 1]?.grain));
    this.#moments = first === undefined ? kept : [first, ...kept];
  }

  #now(at: number): Moment {
    const totals = noTotals();
    targetStates.forEach((state, index) => {
      totals[state] = this.#counts[index] as number;
    });
    return { at, running: this.#counts[RUNNING] as number, totals };
  }
}

function sameGrain(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.floor(a) === Math.floor(b);
}
