import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { SiteLook, SiteReports } from "../model/site.ts";
import { type SiteInventory, scanProperties } from "./classes.ts";
import { computersByName, firstLabel } from "./computers.ts";
import { identify } from "./identify.ts";
import { type LastScans, lastScans } from "./scans.ts";
import type { AdminService } from "./service.ts";

/** In milliseconds: how long looks are gathered, how old an answer may be, how long somebody is asked for along with others. */
const TIMES = { gather: 250, fresh: 20_000, watched: 360_000, question: 120_000 } as const;

/** A computer that somebody asked for. */
interface Watched {
  readonly name: string;
  /** Its ResourceID, or why there is none; null where it was not looked up yet. */
  id: number | Fault | null;
  scans: LastScans;
  /** When this was heard, and when it was asked for last, by the monotonic clock. */
  heard: number | null;
  asked: number;
}

/**
 * Asks a site for many computers at once: whoever looks in the same moment is gathered, those who looked a while ago
 * and may look again are asked for along with them, and who looks again soon is told what was heard.
 */
export class SiteWatch {
  readonly #service: AdminService;
  readonly #clock: Clock;
  readonly #watched = new Map<string, Watched>();
  readonly #closing = new AbortController();
  #round: Promise<void> | null = null;

  constructor({ service, clock }: { readonly service: AdminService; readonly clock: Clock }) {
    this.#service = service;
    this.#clock = clock;
  }

  /** What the site says of the computer that is known by this name. */
  reportsOf(name: string): SiteReports {
    return { lastReport: (inventory, look) => this.#lastReport(name, inventory, look) };
  }

  close(): void {
    this.#closing.abort();
    this.#service.close();
  }

  async #lastReport(name: string, inventory: string, { anew, signal }: SiteLook): Promise<string | null> {
    if (!Object.hasOwn(scanProperties, inventory)) throw new Error(`a site dates no reports of ${inventory}`);
    const key = name.toLowerCase();
    const one = this.#watched.get(key) ?? {
      name,
      id: null,
      scans: { hardware: null, software: null },
      heard: null,
      asked: 0,
    };
    this.#watched.set(key, one);
    if (anew) one.heard = null;
    one.asked = this.#clock.monotonic();
    while (this.#isStale(one)) {
      if (one.id instanceof Fault) throw one.id;
      await unlessAborted(signal, this.#nextRound());
    }
    if (one.id instanceof Fault) throw one.id;
    const ms = one.scans[inventory as SiteInventory];
    return ms === null ? null : new Date(ms).toISOString().replace(".000Z", "Z");
  }

  #isStale({ heard }: Watched): boolean {
    return heard === null || this.#clock.monotonic() - heard > TIMES.fresh;
  }

  /** The round under way may have begun without whoever comes now; the loop above then waits for another. */
  #nextRound(): Promise<void> {
    this.#round ??= this.#ask().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  async #ask(): Promise<void> {
    const limits = { signal: this.#closing.signal, timeoutMs: TIMES.question };
    await this.#clock.sleep(TIMES.gather, limits.signal);
    const now = this.#clock.monotonic();
    for (const [key, { asked }] of this.#watched) if (now - asked > TIMES.watched) this.#watched.delete(key);
    const due = [...this.#watched.values()].filter(
      ({ heard, id }) => !(id instanceof Fault) && (heard === null || now - heard > TIMES.fresh / 2),
    );
    await this.#lookUp(due.filter(({ id }) => id === null));
    const known = due.filter((one): one is Watched & { id: number } => typeof one.id === "number");
    const scans = await lastScans(
      this.#service,
      known.map(({ id }) => id),
      limits,
    );
    for (const one of known) {
      one.scans = scans.get(one.id) ?? { hardware: null, software: null };
      one.heard = now;
    }
  }

  async #lookUp(unknown: readonly Watched[]): Promise<void> {
    if (unknown.length === 0) return;
    const limits = { signal: this.#closing.signal, timeoutMs: TIMES.question };
    const bearing = await computersByName(
      this.#service,
      unknown.map(({ name }) => name),
      limits,
    );
    for (const one of unknown) {
      try {
        one.id = identify(one.name, bearing.get(firstLabel(one.name)) ?? [], this.#service.name).resourceId;
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        one.id = fault;
      }
    }
  }
}

/** Rejects as soon as the signal aborts; the work goes on for whoever else waits for it. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(signal.reason);
    if (signal.aborted) cut();
    else signal.addEventListener("abort", cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cut));
  });
}
