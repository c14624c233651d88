import type { Fault } from "../../src/base/fault.ts";
import type { SiteReports } from "../../src/model/site.ts";
import type { FakeClock } from "./fake-clock.ts";
import type { ScriptedClient } from "./scripted-client.ts";

/** A site in a few lines: it takes a scripted client's reports in, each so long after it was sent. */
export class ScriptedSite {
  asked = 0;
  /** What it said first of hardware. */
  first: string | null = null;
  /** Called with the number of the question. */
  fault: (asked: number) => Fault | null = () => null;
  readonly #lagMs: number;
  readonly #sent = new Map<string, number[]>();

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  readonly of = (client: ScriptedClient, clock: FakeClock): SiteReports => {
    this.#look(client);
    return {
      lastReport: async (inventory) => {
        const fault = this.fault(++this.asked);
        if (fault !== null) throw fault;
        this.#look(client);
        const sent = this.#sent.get(inventory === "hardware" ? "001" : "002") ?? [];
        const loaded = sent.filter((at) => at + this.#lagMs <= clock.now());
        const last = loaded.length === 0 ? null : new Date(Math.max(...loaded)).toISOString();
        this.first ??= last;
        return last;
      },
    };
  };

  /** What a client has sent stays sent, whatever becomes of its row. */
  #look({ rows }: ScriptedClient): void {
    for (const [id, { reported }] of rows) {
      const sent = this.#sent.get(id) ?? [];
      if (reported !== null && !sent.includes(reported)) this.#sent.set(id, [...sent, reported]);
    }
  }
}
