import type { Clock } from "../base/clock.ts";

/** Classes that every hardware report is made of. */
const ALWAYS = ["Win32_ComputerSystem", "Win32_OperatingSystem", "Win32_Processor"] as const;
/** The class that the site has added since the client last fetched its policy. */
const ADDED = "Win32_EncryptableVolume";

/** How a client takes in policy. */
export interface PolicyOptions {
  readonly clock: Clock;
  /** From a request to the policy being fetched; evaluated without being asked it is after as long again. */
  readonly fetchMs: number;
  /** In provisioning mode no policy is taken in: memdocs, osd/understand/provisioning-mode. */
  readonly ignored: boolean;
}

/**
 * The machine policy of one client. New policy waits at the site; once requested it takes a while to be fetched, and
 * is in force when it has been evaluated: on demand, or by the client itself a while later.
 */
export class MachinePolicy {
  readonly #options: PolicyOptions;
  #requestedAt: number | null = null;
  #evaluated = false;

  constructor(options: PolicyOptions) {
    this.#options = options;
  }

  /** Which classes the policy in force has the agent report. */
  get itemClasses(): readonly string[] {
    return this.#evaluated || this.#sinceRequest() >= 2 * this.#options.fetchMs ? [...ALWAYS, ADDED] : ALWAYS;
  }

  request(): void {
    if (!this.#options.ignored) this.#requestedAt ??= this.#options.clock.monotonic();
  }

  /** Puts into force what has been fetched by now. */
  evaluate(): void {
    this.#evaluated ||= this.#sinceRequest() >= this.#options.fetchMs;
  }

  #sinceRequest(): number {
    return this.#requestedAt === null ? Number.NEGATIVE_INFINITY : this.#options.clock.monotonic() - this.#requestedAt;
  }
}
