/** A bounded number of places. Those who come back from a rest go before those who have not begun. */
export class Slots {
  #free: number;
  readonly #returning: (() => void)[] = [];
  readonly #starting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves when a place is taken. */
  take(from: "start" | "rest"): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      (from === "start" ? this.#starting : this.#returning).push(resolve);
    });
  }

  /** Gives a place to the next in line. */
  give(): void {
    const next = this.#returning.shift() ?? this.#starting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}
