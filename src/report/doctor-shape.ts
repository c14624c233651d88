import type { FaultCode } from "../base/codes/index.ts";
import type { FaultState } from "../base/codes/row.ts";

/** What is looked at, in the order in which it is, and how people are told that it is well. */
export const checkTitles = {
  name: "name",
  connection: "connection",
  tls: "TLS",
  winrm: "WinRM",
  authentication: "authentication",
  computer: "computer",
  clock: "clock",
  logon: "logon",
  windows: "Windows",
  client: "client",
  agent: "inventory agent",
  setup: "setup",
  service: "service",
  site: "site",
  provisioning: "provisioning",
  policy: "policy",
  hardware: "hardware",
  software: "software",
} as const;

/** The name of a check. */
export type CheckName = keyof typeof checkTitles;

/** All of them, in order. */
export const checkNames = Object.keys(checkTitles) as readonly CheckName[];

/**
 * `ok`: well. `found`: this is the cause, and the only one that is told. `noted`: worth knowing, and no cause.
 * `not-checked`: could not be looked at, or need not be; the detail says why.
 */
export type CheckState = "ok" | "found" | "noted" | "not-checked";

/** What one check came to. */
export interface Check {
  readonly check: CheckName;
  readonly state: CheckState;
  /** Of what was found or noted; else null. */
  readonly code: FaultCode | null;
  /** A sentence without its full stop. */
  readonly detail: string;
}

/** Why a host is not well. */
export interface Cause {
  readonly code: FaultCode;
  /** The check that found it. */
  readonly check: CheckName;
  readonly message: string;
  readonly remedy: string;
  /** What may lie behind it, the likeliest first. */
  readonly maybe: readonly string[];
  /** `unreachable` where the host never said a word. */
  readonly state: FaultState;
}

/** One host. */
export interface Diagnosis {
  readonly name: string;
  /** Every check once, in order. */
  readonly checks: readonly Check[];
  /** Null for a host that is well. */
  readonly cause: Cause | null;
}

/** What `--json` prints of all of them. */
export interface DoctorRecord {
  readonly format: 1;
  readonly hosts: readonly Diagnosis[];
  /** The most frequent first. */
  readonly causes: readonly CauseGroup[];
}

/** The hosts of one cause. */
export interface CauseGroup {
  readonly code: FaultCode;
  readonly title: string;
  readonly remedy: string;
  readonly maybe: readonly string[];
  readonly hosts: readonly string[];
}
