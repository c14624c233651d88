import { Fault } from "../base/fault.ts";
import type { Json } from "../base/json.ts";
import type { Look } from "../model/step.ts";
import type { SentBefore, StepPast } from "./past.ts";

/** An operation by its subject. */
interface Asked {
  readonly subject: string;
  readonly changes: boolean;
}

/**
 * What a step that is begun again need not ask or send anew. Of a change: its answer, once there was one. Of a read:
 * what it showed before the change left that was founded on it, since after the change it would show something else.
 * Each is given once.
 */
export class Recall {
  /** As they were when the step was begun again: its past goes on to grow. */
  readonly #sent: ReadonlyMap<string, SentBefore>;
  readonly #founded: StepPast["founded"];
  readonly #given = new Set<string>();
  #aside = false;

  constructor(past: StepPast | null) {
    this.#sent = new Map(past?.sent);
    this.#founded = new Map(past?.founded);
  }

  /** What came of the operation before, as plain data; null where it is to be sent. Throws "not there" as it did then. */
  take({ subject, changes }: Asked): { readonly plain: Json } | null {
    if (this.#aside || this.#given.has(subject)) return null;
    if (changes) {
      const answer = this.#sent.get(subject)?.answer ?? null;
      if (answer === null) return null;
      this.#given.add(subject);
      if (answer.result === "absent") throw absent(subject);
      return { plain: answer.output };
    }
    const seen = this.#founded.get(subject);
    if (seen === undefined) return null;
    this.#given.add(subject);
    if (seen.row === null) throw absent(subject);
    return { plain: seen.row };
  }

  /** When the change left before, where nobody knows what came of it; else null. */
  lostAt(subject: string): number | null {
    const sent = this.#sent.get(subject);
    return sent === undefined || sent.answer !== null ? null : sent.at;
  }

  /** Looks at what is there now, whatever was seen before. */
  async aside(look: Look): Promise<boolean> {
    this.#aside = true;
    try {
      return await look();
    } finally {
      this.#aside = false;
    }
  }
}

function absent(subject: string): Fault {
  return new Fault("INV701", `Not there: ${subject}.`, { delivered: "yes" });
}
