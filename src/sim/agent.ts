import type { Clock } from "../base/clock.ts";
import type { Random } from "../base/random.ts";

/**
 * The inventory agent of one simulated client: what its InventoryActionStatus rows hold and how cycles change them.
 * A cycle takes time and (re)writes its row last. Without a row the report is full and versions start at 1.0; with one
 * it is a delta and the minor version counts up. A trigger while a cycle of the same inventory is queued or running is
 * dropped ("already in queue"), though the caller is told nothing of it. Different inventories run side by side.
 */

/** One InventoryActionStatus instance. Dates are milliseconds since 1970 on the client's own clock. */
export interface InventoryRow {
  readonly id: string;
  readonly lastCycleStarted: number | null;
  readonly major: number | null;
  readonly minor: number | null;
  readonly lastReport: number | null;
}

/**
 * How one inventory of one client behaves. `never-ends`: a cycle starts and hangs; `ignored`: triggers are taken and
 * nothing follows; `delta-under-way`, `full-under-way`: a cycle has been running since before anyone looked, ends
 * after the next trigger (which it swallows), and the inventory is healthy from then on.
 */
export type Manner = "reports" | "never-ends" | "ignored" | "delta-under-way" | "full-under-way";

/** A report handed over, for the truth. */
export interface Report {
  readonly id: string;
  readonly full: boolean;
  readonly major: number;
  readonly minor: number;
  readonly started: number;
  readonly reported: number;
}

/** How an agent begins, and how it will behave. */
export interface AgentOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** A cycle's length from trigger to row: the least and the most, in milliseconds. */
  readonly cycleMs: readonly [number, number];
  /** How far the client's clock is ahead of the fleet's. */
  readonly skewMs: number;
  readonly rows: readonly InventoryRow[];
  readonly manners: Readonly<Record<string, Manner>>;
}

interface Cycle {
  readonly full: boolean;
  readonly major: number;
  readonly minor: number;
  readonly started: number;
}

/** Of a cycle's length, the part spent in the queue before the agent starts it. */
const QUEUED_PART = 0.2;

/** The rows of one client, and the cycles that change them. */
export class InventoryAgent {
  readonly #clock: Clock;
  readonly #options: AgentOptions;
  readonly #rows = new Map<string, InventoryRow>();
  readonly #manners: Map<string, Manner>;
  readonly #busy = new Set<string>();
  readonly #underWay = new Map<string, Cycle>();
  readonly #reports: Report[] = [];
  readonly #closing = new AbortController();
  readonly #triggered = Promise.withResolvers<void>();

  constructor(options: AgentOptions) {
    this.#clock = options.clock;
    this.#options = options;
    this.#manners = new Map(Object.entries(options.manners));
    for (const row of options.rows) this.#rows.set(row.id, row);
    for (const [id, manner] of this.#manners) if (manner.endsWith("under-way")) this.#startUnderWay(id, manner);
  }

  get rows(): readonly InventoryRow[] {
    return [...this.#rows.values()];
  }

  /** Reports handed over since the fleet started, in order. */
  get reports(): readonly Report[] {
    return this.#reports;
  }

  /** Inventories with a cycle queued or running. */
  get busy(): readonly string[] {
    return [...this.#busy];
  }

  /** Resolves with the first trigger, whatever becomes of it. */
  get triggered(): Promise<void> {
    return this.#triggered.promise;
  }

  row(id: string): InventoryRow | null {
    return this.#rows.get(id) ?? null;
  }

  /** False where there was no such row. A cycle under way goes on and writes it again. */
  delete(id: string): boolean {
    return this.#rows.delete(id);
  }

  /** `dropped` is what a real client would only write in its log; its caller sees success either way. */
  trigger(id: string): "queued" | "dropped" {
    this.#triggered.resolve();
    const manner = this.#manners.get(id) ?? "ignored";
    if (manner === "ignored") return "queued";
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) {
      this.#underWay.delete(id);
      this.#manners.set(id, "reports");
      this.#spawn(this.#finish(id, underWay, this.#length()));
      return "dropped";
    }
    if (this.#busy.has(id)) return "dropped";
    this.#busy.add(id);
    this.#spawn(this.#run(id, manner === "never-ends"));
    return "queued";
  }

  /** Ends every cycle where it stands. */
  close(): void {
    this.#closing.abort();
  }

  /** Real rows carry whole seconds. */
  #now(): number {
    return Math.floor((this.#clock.now() + this.#options.skewMs) / 1_000) * 1_000;
  }

  #length(): number {
    const [least, most] = this.#options.cycleMs;
    return least + this.#options.random() * (most - least);
  }

  #spawn(work: Promise<void>): void {
    work.catch((reason: unknown) => {
      if (!this.#closing.signal.aborted) throw reason;
    });
  }

  async #run(id: string, endless: boolean): Promise<void> {
    const length = this.#length();
    await this.#clock.sleep(length * QUEUED_PART, this.#closing.signal);
    const cycle = this.#start(id);
    if (endless) return;
    await this.#finish(id, cycle, length * (1 - QUEUED_PART));
  }

  #start(id: string): Cycle {
    const started = this.#now();
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, lastCycleStarted: started });
    const { major = null, minor = null } = row ?? {};
    return major === null
      ? { full: true, major: 1, minor: 0, started }
      : { full: false, major, minor: (minor ?? 0) + 1, started };
  }

  async #finish(id: string, cycle: Cycle, ms: number): Promise<void> {
    await this.#clock.sleep(ms, this.#closing.signal);
    const { full, major, minor, started } = cycle;
    const reported = this.#now();
    this.#rows.set(id, { id, lastCycleStarted: started, major, minor, lastReport: reported });
    this.#reports.push({ id, full, major, minor, started, reported });
    this.#busy.delete(id);
  }

  #startUnderWay(id: string, manner: Manner): void {
    const cycle = this.#start(id);
    const full = { ...cycle, full: true, major: cycle.full ? cycle.major : cycle.major + 1, minor: 0 };
    this.#underWay.set(id, manner === "full-under-way" ? full : cycle);
    this.#busy.add(id);
  }
}
