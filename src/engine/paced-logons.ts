import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { LogonGate, LogonPermit } from "../base/logon-gate.ts";
import type { Logons } from "./logons.ts";

/** The rate to which all logons of a run keep together, evenly spaced: each is work for a domain controller. */
export class LogonPace {
  readonly #intervalMs: number;
  readonly #clock: Clock;
  #next = Number.NEGATIVE_INFINITY;

  constructor({ perSecond, clock }: { readonly perSecond: number; readonly clock: Clock }) {
    this.#intervalMs = 1_000 / perSecond;
    this.#clock = clock;
  }

  /** Resolves when the next logon may be made; rejects where it is cut off before. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    const due = Math.max(now, this.#next);
    this.#next = due + this.#intervalMs;
    if (due > now) await this.#clock.sleep(due - now, signal);
  }
}

/** The logons of one credential, kept to a rate. */
export class PacedLogons implements LogonGate {
  readonly #logons: Logons;
  readonly #pace: LogonPace;

  constructor(logons: Logons, pace: LogonPace) {
    this.#logons = logons;
    this.#pace = pace;
  }

  async enter(host: string, signal: AbortSignal): Promise<LogonPermit> {
    for (;;) {
      const permit = await this.#logons.enter(host, signal);
      try {
        await this.#pace.turn(signal);
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
}
