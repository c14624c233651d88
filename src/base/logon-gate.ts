/**
 * How a logon may be made. `alone`: in three requests, whose refusal is unambiguous;
 * `proven`: the credential is known good, so the token and the first message travel together.
 */
export type LogonForm = "alone" | "proven";

/** `unknown`: the connection broke before the host judged the credential. */
export type LogonResult = "accepted" | "refused" | "unknown";

/** Leave to make one logon, and how to make it. */
export interface LogonPermit {
  readonly form: LogonForm;
  /** Must be called once, whatever became of the logon. */
  done(result: LogonResult): void;
}

/** Asked before each logon of one credential. Rejects with a Fault when no more logons may be tried with it. */
export interface LogonGate {
  enter(host: string, signal: AbortSignal): Promise<LogonPermit>;
}
