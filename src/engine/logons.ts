import { Fault } from "../base/fault.ts";
import type { LogonGate, LogonPermit, LogonResult } from "../base/logon-gate.ts";

type Waiter = { readonly go: () => void; readonly refuse: (fault: Fault) => void };

/** How many refusals in a row, each made alone, end the use of a credential: before it was ever accepted, and after. */
const STRIKES = { unproven: 1, proven: 2 } as const;

/**
 * Sees to it that one wrong password never locks an account. Until a host accepts the credential, logons go one at a
 * time, alone, and the first refusal ends them. Later, a refusal halts them until one alone succeeds; if that is
 * refused too, no more are made.
 */
export class Logons implements LogonGate {
  /** Its name, empty for the unnamed one. */
  readonly credential: string;
  readonly #queue: Waiter[] = [];
  #trusted = false;
  #everAccepted = false;
  #strikes = 0;
  #alone = false;
  #refusedBy: string | null = null;

  constructor(credential: string) {
    this.credential = credential;
  }

  /** A host accepted the credential, and none has refused it since. */
  get trusted(): boolean {
    return this.#trusted;
  }

  /** No more logons will be made; says at which host the last was refused. */
  get haltedBy(): string | null {
    return this.#refusedBy;
  }

  enter(host: string, signal: AbortSignal): Promise<LogonPermit> {
    if (this.#refusedBy !== null) return Promise.reject(this.#halted(this.#refusedBy));
    if (this.#trusted) return Promise.resolve(this.#permit(host, "proven"));
    if (!this.#alone) return Promise.resolve(this.#permit(host, "alone"));
    return new Promise((resolve, reject) => {
      const cut = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1);
        reject(new Fault("INV901", "The run was stopped before the logon."));
      };
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener("abort", cut);
          resolve(this.#permit(host, this.#trusted ? "proven" : "alone"));
        },
        refuse: (fault) => {
          signal.removeEventListener("abort", cut);
          reject(fault);
        },
      };
      signal.addEventListener("abort", cut, { once: true });
      this.#queue.push(waiter);
    });
  }

  #permit(host: string, form: LogonPermit["form"]): LogonPermit {
    if (form === "alone") this.#alone = true;
    let open = true;
    return {
      form,
      done: (result) => {
        if (!open) return;
        open = false;
        this.#judge(host, form, result);
      },
    };
  }

  #judge(host: string, form: LogonPermit["form"], result: LogonResult): void {
    if (form === "alone") this.#alone = false;
    if (result === "accepted" && (form === "alone" || this.#trusted)) {
      this.#trusted = true;
      this.#everAccepted = true;
      this.#strikes = 0;
    } else if (result === "refused") {
      this.#trusted = false;
      if (form === "alone") this.#strikes++;
      if (this.#strikes >= (this.#everAccepted ? STRIKES.proven : STRIKES.unproven)) this.#refusedBy = host;
    }
    this.#serve();
  }

  #serve(): void {
    while (this.#queue.length > 0 && (this.#trusted || !this.#alone || this.#refusedBy !== null)) {
      const waiter = this.#queue.shift() as Waiter;
      if (this.#refusedBy !== null) waiter.refuse(this.#halted(this.#refusedBy));
      else waiter.go();
    }
  }

  #halted(host: string): Fault {
    const name = this.credential === "" ? "the credential" : `credential ${this.credential}`;
    return new Fault("INV903", `Not logged on: ${name} was refused by ${host}.`);
  }
}
