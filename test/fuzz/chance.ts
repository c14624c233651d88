import { type Random, seededRandom } from "../../src/base/random.ts";

/** Numbers at which readers go wrong: ends of ranges, and what lies beside them. */
const ODD_NUMBERS = [0, 1, 2, 3, 7, 9, 10, 16, 63, 64, 99, 100, 127, 128, 255, 256, 999, 1_000, 4_096, 9_999] as const;
const LARGE_NUMBERS = [32_767, 32_768, 65_535, 65_536, 999_999, 2_147_483_647, 2_147_483_648, 4_294_967_295] as const;

/** What one input is drawn with: the same for the same seed and number. */
export class Chance {
  readonly #random: Random;

  constructor(seed: number, number: number) {
    this.#random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
    // The first of neighbouring seeds are alike.
    for (let spent = 0; spent < 3; spent += 1) this.#random();
  }

  /** A whole number from 0 to below the bound; 0 where there is nothing to choose from. */
  below(bound: number): number {
    return Math.floor(this.#random() * Math.max(1, bound));
  }

  /** Whether something that happens so many times of a hundred happens now. */
  often(percent: number): boolean {
    return this.#random() * 100 < percent;
  }

  /** One of some, or the fallback where there is none. */
  pick<T>(from: readonly T[], otherwise: T): T {
    return from[this.below(from.length)] ?? otherwise;
  }

  /** A length: mostly short, at times up to the most. */
  length(most: number): number {
    const bound = this.often(60) ? 8 : this.often(75) ? 64 : most;
    return this.below(Math.min(bound, most)) + 1;
  }

  /** A number that readers find hard. */
  odd(): number {
    return this.often(80) ? this.pick(ODD_NUMBERS, 0) : this.pick(LARGE_NUMBERS, 0);
  }

  /** Bytes without any order. */
  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}
