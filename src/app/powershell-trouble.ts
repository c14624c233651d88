import { type Delivery, Fault } from "../base/fault.ts";

/** How far a script has got: its shell is being made, it is being sent, it is under way. */
export type ScriptStage = "opening" | "sending" | "running";

/** The code of a Receive that waited in vain for output: DSP0226 10, wsman:TimedOut; recorded from Windows. */
const TIMED_OUT = "2150858793";

/** Where winrm-client does not tell the code of a fault, one that comes after so long is taken for that one. */
const SILENCE_MS = 10_000;

/** The status that winrm-client says a host answered with; null where it says none. */
export function statusOf(error: unknown): number | null {
  const { message = "" } = error instanceof Error ? error : {};
  const [, status] =
    /^(?:Failed to process the request|NTLM authentication failed|NTLM Step 1 failed): (\d{3})\b/.exec(message) ?? [];
  if (status !== undefined) return Number(status);
  return message.startsWith("NTLM Step 2 failed") ? 401 : null;
}

/** A Receive was answered with no more than that there is no output yet. */
export function isSilence(error: unknown, tookMs: number): boolean {
  if (statusOf(error) !== 500) return false;
  const { message } = error as Error;
  // Behind the status stands the answer itself, or its reason phrase where the logon was Basic.
  return message.includes("<") ? message.includes(TIMED_OUT) : tookMs >= SILENCE_MS;
}

/** What an error of winrm-client means. What a host has sent is in none of its words. */
export function scriptFault(
  error: unknown,
  { name, stage }: { readonly name: string; readonly stage: ScriptStage },
): Fault {
  // What met a lent socket was told by our own hands.
  if (error instanceof Fault && stage !== "running") return error;
  const status = statusOf(error);
  const delivered: Delivery = stage === "opening" || (stage === "sending" && status === 401) ? "no" : "maybe";
  const said = status === null ? "" : ` (HTTP ${status})`;
  if (delivered === "no")
    return new Fault("INV719", status === 401 ? refused(name) : `${name} opened no shell for winrm-client${said}.`, {
      cause: error,
    });
  // It breaks over base64 in which its reader of XML sees a number.
  const why = error instanceof TypeError ? "winrm-client could not read an answer" : `the connection was lost${said}`;
  return new Fault("INV817", `What became of the script on ${name} is not known: ${why}.`, { cause: error, delivered });
}

function refused(name: string): string {
  return `${name} refused winrm-client's logon (HTTP 401), after it had taken our own with the same credential.`;
}
