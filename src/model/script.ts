import type { LogonGate } from "../base/logon-gate.ts";
import type { OperationOptions } from "./session.ts";
import type { Target } from "./target.ts";

/** A PowerShell script, run on a target as it stands. */
export interface Script {
  readonly text: string;
  /** The host allows unencrypted traffic, as its user says: where the connection has no TLS, all of it goes readable. */
  readonly unencrypted: boolean;
}

/** How a script ended and what it wrote: plain data, as it is journalled. */
export type ScriptResult = {
  readonly exitCode: number;
  /** At most `MOST_OUTPUT` characters of each stream, from its beginning; control characters as they came. */
  readonly stdout: string;
  readonly stderr: string;
  /** There was more. */
  readonly truncated: boolean;
};

/** What a script is run on, and who is asked before each logon that it takes. */
export interface ScriptPlace {
  readonly target: Target;
  readonly gate: LogonGate;
}

/**
 * Runs a script to its end, by other means than the target's session. Throws a Fault where the world says no; a script
 * that ends with another code than 0 is a result.
 */
export type RunScript = (script: Script, place: ScriptPlace, options: OperationOptions) => Promise<ScriptResult>;

/**
 * In UTF-16 units. A script travels in base64 on a line of cmd.exe, which takes 8,191 characters (Microsoft's support
 * article 830473; CreateProcess alone would take 32,766); what stands around it needs some 200 of them.
 */
export const LONGEST_SCRIPT = 2_950;

/** What is kept of each stream, in characters. */
export const MOST_OUTPUT = 8_192;
