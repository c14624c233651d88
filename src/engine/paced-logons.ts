import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { LogonGate, LogonPermit } from "../base/logon-gate.ts";
import type { Logons } from "./logons.ts";

/** How many logons a second, by which clock. */
export interface LogonPace {
  readonly perSecond: number;
  readonly clock: Clock;
}

/** Keeps all logons of a run together to a rate, evenly spaced: each is work for a domain controller. */
export class PacedLogons implements LogonGate {
  readonly #logons: Logons;
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #next = Number.NEGATIVE_INFINITY;

  constructor(logons: Logons, { perSecond, clock }: LogonPace) {
    this.#logons = logons;
    this.#intervalMs = 1_000 / perSecond;
    this.#clock = clock;
  }

  async enter(host: string, signal: AbortSignal): Promise<LogonPermit> {
    for (;;) {
      const permit = await this.#logons.enter(host, signal);
      try {
        await this.#turn(signal);
      } catch (cause) {
        permit.done("unknown");
        if (!signal.aborted) throw cause;
        throw new Fault("INV901", "The run was stopped before the logon.", { cause });
      }
      if (permit.form === "alone" || this.#logons.trusted) return permit;
      // While it waited, a host refused the credential: it goes back into the line.
      permit.done("unknown");
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    const due = Math.max(now, this.#next);
    this.#next = due + this.#intervalMs;
    if (due > now) await this.#clock.sleep(due - now, signal);
  }
}
