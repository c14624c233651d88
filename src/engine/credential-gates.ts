import type { Clock } from "../base/clock.ts";
import type { LogonGate } from "../base/logon-gate.ts";
import type { Plan } from "../model/plan.ts";
import type { Target } from "../model/target.ts";
import { Logons } from "./logons.ts";
import { LogonPace, PacedLogons } from "./paced-logons.ts";

/** What the gates of a run are made of. */
export interface CredentialGatesOptions {
  readonly plan: Plan;
  readonly clock: Clock;
  /** What credentials are held to elsewhere already, by their names. */
  readonly standing?: ReadonlyMap<string, Logons> | undefined;
}

/** A gate for each credential of a run. Their logons keep to one rate together: it is the domain's, not the account's. */
export class CredentialGates {
  readonly #common: string;
  readonly #pace: LogonPace | null;
  readonly #standing: ReadonlyMap<string, Logons>;
  readonly #gates = new Map<string, { readonly logons: Logons; readonly gate: LogonGate }>();

  constructor({ plan, clock, standing = new Map() }: CredentialGatesOptions) {
    this.#standing = standing;
    const { logonsPerSecond } = plan.rollout;
    this.#common = plan.connection.credential ?? "";
    this.#pace = logonsPerSecond === "unlimited" ? null : new LogonPace({ perSecond: logonsPerSecond, clock });
  }

  /** What a target asks before it logs on. */
  of(target: Target): LogonGate {
    return this.#of(this.#nameFor(target)).gate;
  }

  /** No more logons will be made with a target's credential, since a host refused it. */
  halts(target: Target): boolean {
    return this.#gates.get(this.#nameFor(target))?.logons.haltedBy != null;
  }

  #nameFor({ credential }: Target): string {
    return credential ?? this.#common;
  }

  #of(name: string) {
    const known = this.#gates.get(name);
    if (known !== undefined) return known;
    const logons = this.#standing.get(name) ?? new Logons(name);
    const made = { logons, gate: this.#pace === null ? logons : new PacedLogons(logons, this.#pace) };
    this.#gates.set(name, made);
    return made;
  }
}
