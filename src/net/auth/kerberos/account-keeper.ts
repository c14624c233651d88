import { type Clock, systemClock } from "../../../base/clock.ts";
import type { Credential } from "../../../base/credential.ts";
import type { KerberosAccount, KerberosLibrary, TicketSource } from "./kerberos.ts";
import { openBeforeNtlm, openLibrary } from "./open-library.ts";
import { principalOf, principalWithin } from "./principal.ts";
import { KerberosError, type Trouble } from "./trouble.ts";

/** How long a trouble is believed that may pass: nobody waits for the same silent center at every target. */
const BELIEVED_MS = 60_000;
/** Tickets are taken anew so long before they end, so that none ends on its way. */
const MARGIN_MS = 5 * 60_000;
/** Troubles that may pass while a run lasts. */
const PASSING: readonly Trouble[] = ["kdc-unreachable", "clock-skew", "no-ticket", "ticket-expired", "other"];

/** Of these, those that explain nothing: a password that was never accepted may be what is wrong. */
const UNEXPLAINED: readonly Trouble[] = ["no-ticket", "other"];

/** The library, and whose tickets it is to fetch. */
interface Preparation {
  readonly library: KerberosLibrary;
  /** Empty for whomever the cache is of. */
  readonly principal: string;
}

/** What tests hand in. */
export interface KeeperOptions {
  readonly open?: () => Promise<KerberosLibrary>;
  readonly clock?: Clock;
}

/**
 * The tickets of one credential: fetched once, whoever asks first, and shared by all targets. So a wrong password is
 * one refused logon at the key distribution center, however many targets there are.
 */
export class AccountKeeper {
  readonly #credential: Credential;
  readonly #alone: boolean;
  readonly #open: () => Promise<KerberosLibrary>;
  readonly #clock: Clock;
  #held: { readonly account: KerberosAccount; readonly until: number } | null = null;
  #trouble: { readonly error: KerberosError; readonly until: number } | null = null;
  #under: Promise<KerberosAccount> | null = null;
  #everHeld = false;
  #prepared: Promise<Preparation> | null = null;

  /** `alone`: there is no NTLM to turn to. Else what is wanting is wanting for good, and names without a realm are not Kerberos'. */
  constructor(credential: Credential, alone: boolean, { open, clock = systemClock }: KeeperOptions = {}) {
    this.#credential = credential;
    this.#alone = alone;
    this.#open = open ?? (alone ? openLibrary : openBeforeNtlm);
    this.#clock = clock;
  }

  /** What is known to be in the way; null where nothing is. */
  get trouble(): KerberosError | null {
    return this.#trouble !== null && this.#clock.monotonic() < this.#trouble.until ? this.#trouble.error : null;
  }

  /** The account with its tickets. Rejects with a KerberosError, with the same one as long as it is believed. */
  account(): Promise<KerberosAccount> {
    const { trouble } = this;
    if (trouble !== null) return Promise.reject(trouble);
    if (this.#held !== null && this.#clock.monotonic() < this.#held.until) return Promise.resolve(this.#held.account);
    this.#under ??= this.#acquire().finally(() => {
      this.#under = null;
    });
    return this.#under;
  }

  /** What is needed before anybody is asked: a library, and a principal. Rejects with a KerberosError. */
  prepare(): Promise<Preparation> {
    this.#prepared ??= this.#prepare();
    return this.#prepared;
  }

  async #prepare(): Promise<Preparation> {
    try {
      const library = await this.#open();
      return { library, principal: this.#principal(library.defaultRealm) };
    } catch (error) {
      if (error instanceof KerberosError) this.#believe(error);
      throw error;
    }
  }

  /** Takes note of what a logon at some host found out about all of them. */
  note(error: KerberosError): void {
    // Where the first ticket for a host is the first that is asked for, as on Windows, that is when the account is judged.
    if (error.trouble === "kdc-unreachable" || error.refused) this.#believe(error);
    // The tickets ran out before their time, or are not good for more: the next logon fetches others.
    if (error.trouble === "ticket-expired") this.#held = null;
  }

  async #acquire(): Promise<KerberosAccount> {
    try {
      const { library, principal } = await this.prepare();
      const account = await library.acquire(this.#source(principal));
      const lasts = Math.max(account.lifetimeMs - MARGIN_MS, account.lifetimeMs / 2);
      this.#everHeld = true;
      this.#held = { account, until: this.#clock.monotonic() + lasts };
      return account;
    } catch (error) {
      if (error instanceof KerberosError) this.#believe(error);
      throw error;
    }
  }

  #believe(error: KerberosError): void {
    // Offered again each minute, it would lock the account.
    const atRisk = this.#credential.kind === "password" && !this.#everHeld && UNEXPLAINED.includes(error.trouble);
    const passes = PASSING.includes(error.trouble) && (this.#alone || !error.wanting) && !atRisk;
    const until = passes ? this.#clock.monotonic() + BELIEVED_MS : Number.POSITIVE_INFINITY;
    this.#trouble = { error, until };
  }

  #principal(defaultRealm: string | null): string {
    const { kind, username } = this.#credential;
    if (kind === "tickets" && username === "") return "";
    const principal = (this.#alone ? principalWithin : principalOf)(username, defaultRealm);
    if (principal === null) throw new KerberosError("realm-unknown");
    return principal;
  }

  #source(principal: string): TicketSource {
    const credential = this.#credential;
    switch (credential.kind) {
      case "password":
        return { by: "password", principal, password: credential.password.reveal() };
      case "keytab":
        return { by: "keytab", principal, keytab: credential.keytab };
      case "tickets":
        return { by: "cache", principal, cache: credential.cache };
      case "certificate":
        throw new Error("a logon with Kerberos was given a certificate");
    }
  }
}

const keepers = {
  alone: new WeakMap<Credential, AccountKeeper>(),
  first: new WeakMap<Credential, AccountKeeper>(),
} as const;

/** The keeper of a credential, the same for all who hold it. */
export function keeperOf(credential: Credential, alone: boolean): AccountKeeper {
  const known = keepers[alone ? "alone" : "first"];
  const keeper = known.get(credential) ?? new AccountKeeper(credential, alone);
  known.set(credential, keeper);
  return keeper;
}
