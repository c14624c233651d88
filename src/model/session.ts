import type { CimInstance, CimPath } from "../base/cim.ts";
import type { Fault } from "../base/fault.ts";

/** Bounds of one operation. */
export interface OperationOptions {
  /** Cuts the operation off at once. */
  readonly signal: AbortSignal;
  /** For the one operation, connecting included. */
  readonly timeoutMs: number;
}

/** By what a computer let us in. */
export interface SessionLogon {
  readonly mechanism: "kerberos" | "ntlm" | "basic" | "certificate";
  /** Why it is not Kerberos, where that was to be the first. */
  readonly instead: Fault | null;
}

/**
 * An authenticated conversation with one computer, in CIM terms; strictly serial. It connects and logs on with
 * its first operation, and again after `rest`. Every method throws a Fault when the world says no: INV701 where no
 * such object exists, INV702 where the namespace or class does not.
 */
export interface Session {
  /** Reads one instance. */
  get(path: CimPath, options: OperationOptions): Promise<CimInstance>;
  /** Deletes one instance. INV701 where it was not there. */
  delete(path: CimPath, options: OperationOptions): Promise<void>;
  /** Runs a WQL query and reads it to its end. */
  query(namespace: string, wql: string, options: OperationOptions): Promise<readonly CimInstance[]>;
  /** Calls a method and returns its output object. Arrays become repeated elements. */
  invoke(
    path: CimPath,
    method: string,
    input: Readonly<Record<string, string | readonly string[]>>,
    options: OperationOptions,
  ): Promise<CimInstance>;
  /** Gives the connection up; the next operation makes a new one. */
  rest(): void;
  /** HTTP requests sent so far. */
  readonly requests: number;
  /** A connection stands. */
  readonly connected: boolean;
  /** The last logon, an object of its own each time; null before the first. */
  readonly logon: SessionLogon | null;
  close(): void;
}
