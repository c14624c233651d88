import { inspect } from "node:util";

const MASK = "[secret]";

/** A value that prints as `[secret]` to string, JSON and inspect alike. Only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Called by authentication alone; a test counts the places. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
