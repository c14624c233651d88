import { type FaultCode, faultCodes } from "./codes/index.ts";
import type { FaultState } from "./codes/row.ts";

/**
 * How far a request got before it failed:
 * `no` — the host cannot have acted on it; `maybe` — it left and its answer was lost;
 * `yes` — the host answered, and its answer is the fault.
 */
export type Delivery = "no" | "maybe" | "yes";

/** What the place where a fault is met knows beyond its code and sentence. */
export interface FaultOptions {
  /** Overrides the remedy of the catalogue where the place knows better. */
  readonly hint?: string;
  readonly cause?: unknown;
  readonly delivered?: Delivery;
  /** Protocol figures worth keeping beside the sentence, such as a WS-Management code. Never a secret. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

/** A fault as it stands in journals and summaries. */
export interface FaultRecord {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint: string;
  readonly state: FaultState;
  readonly detail?: Readonly<Record<string, string | number>>;
}

/**
 * The world said no: a name that does not resolve, a refused logon, a provider's error.
 * Thrown where it is met, caught by the engine, recorded for its step; the run goes on.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly hint: string;
  readonly retryable: boolean;
  readonly state: FaultState;
  readonly delivered: Delivery;
  readonly detail: Readonly<Record<string, string | number>> | undefined;

  constructor(code: FaultCode, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const row = faultCodes[code];
    this.code = code;
    this.hint = options.hint ?? row.hint;
    this.retryable = row.retryable;
    this.state = row.state;
    this.delivered = options.delivered ?? "no";
    this.detail = options.detail;
  }

  /** The part that is written down. The cause stays out: it may quote what a host sent. */
  toRecord(): FaultRecord {
    const { code, message, hint, state, detail } = this;
    return { code, message, hint, state, ...(detail === undefined ? {} : { detail }) };
  }
}
