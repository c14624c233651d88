import { Fault } from "../base/fault.ts";
import type { LogonForm, LogonResult } from "../base/logon-gate.ts";
import type { LogonOptions, LogonOutcome } from "./logon.ts";

/** One try of a logon on a connection, which is made first. */
export interface Turn<Opened> {
  open(): Promise<Opened>;
  usable(opened: Opened): boolean;
  close(opened: Opened): void;
  /** Null where the logon was refused; a Fault that says the same will do as well. */
  attempt(opened: Opened, form: LogonForm): Promise<LogonOutcome | null>;
}

/**
 * One logon, reported to the gate whatever becomes of it; null where it was refused. The gate is asked once the
 * connection stands, so that no dead host holds up others, and the time spent in its queue is nobody's fault.
 */
export async function atGate<Opened>(
  { deadline, gate, name }: LogonOptions,
  { open, usable, close, attempt }: Turn<Opened>,
): Promise<LogonOutcome | null> {
  let opened = await open();
  let result: LogonResult = "unknown";
  deadline.pause();
  const permit = await gate.enter(name, deadline.signal).catch((error) => {
    close(opened);
    throw error;
  });
  deadline.resume();
  try {
    if (!usable(opened)) opened = await open();
    const outcome = await attempt(opened, permit.form);
    result = judge(outcome);
    if (outcome === null) close(opened);
    return outcome;
  } catch (error) {
    if (error instanceof Fault && error.code === "INV429") result = "refused";
    close(opened);
    throw error;
  } finally {
    permit.done(result);
  }
}

/** Only an answer of WinRM itself proves the logon; HTTP.sys speaks before anybody is asked who they are. */
function judge(outcome: LogonOutcome | null): LogonResult {
  if (outcome === null) return "refused";
  const status = outcome.answer?.status ?? 200;
  return status === 200 || status === 500 ? "accepted" : "unknown";
}
