import type { Clock } from "../../../base/clock.ts";
import type { LogonForm, LogonGate, LogonResult } from "../../../base/logon-gate.ts";
import type { Plan } from "../../../model/plan.ts";
import type { Transport } from "../../../net/transport.ts";
import type { WsmanClient } from "../../../wsman/client.ts";
import type { Patient } from "../patient.ts";
import type { Tap } from "./tap.ts";

/** What the points are asked with. */
export interface Bench {
  readonly patient: Patient;
  readonly plan: Plan;
  readonly client: WsmanClient;
  /** Beneath the client. */
  readonly tap: Tap;
  readonly limits: { readonly signal: AbortSignal; readonly timeoutMs: number };
  readonly clock: Clock;
  /** How long a connection may rest, and a query, before that is given up. */
  readonly idleMs: number;
  /** How long a report is awaited after a reset. */
  readonly reportMs: number;
  /** A further conversation with the same host, whose logon is made in this form first. */
  converse(form: LogonForm): { readonly transport: Transport; readonly gate: CountingGate };
}

/** What came of a point. */
export interface Answer {
  readonly answer: string;
  readonly seen?: readonly string[];
  /** It was not asked. */
  readonly notAsked?: true;
}

/** One thing to find out. `changes`: a reset or a trigger, which are asked for only where they are allowed. */
export interface OpenPoint {
  readonly id: string;
  readonly question: string;
  readonly changes: boolean;
  ask(bench: Bench): Promise<Answer>;
}

/** A gate that opens at once, in the form that is wanted first, and remembers what became of each logon. */
export class CountingGate implements LogonGate {
  readonly results: LogonResult[] = [];
  readonly #form: LogonForm;

  constructor(form: LogonForm) {
    this.#form = form;
  }

  async enter() {
    const form = this.results.length === 0 ? this.#form : "alone";
    return { form, done: (result: LogonResult) => void this.results.push(result) };
  }
}
