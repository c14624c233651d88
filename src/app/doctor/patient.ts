import type { Clock } from "../../base/clock.ts";
import type { FaultCode } from "../../base/codes/index.ts";
import type { LogonGate, LogonResult } from "../../base/logon-gate.ts";
import type { Inventory } from "../../configmgr/inventory.ts";
import type { StepSession } from "../../model/step.ts";
import type { Target } from "../../model/target.ts";
import type { Challenge } from "../../net/auth/ntlm-logon.ts";
import type { Offer } from "../../net/auth/offers.ts";
import type { Doorstep } from "../../net/doorstep.ts";
import type { ResolveName } from "../../net/names.ts";
import type { WsmanClient } from "../../wsman/client.ts";
import type { endpointOf, SessionParts } from "../connect.ts";

/** One host while it is looked at: what the checks are handed, and what they leave for those after them. */
export interface Patient extends SessionParts {
  readonly target: Target;
  readonly endpoint: ReturnType<typeof endpointOf>;
  /** As whom: the user name of the credential, as written. */
  readonly username: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly resolver: ResolveName;
  /** Tells what became of the logon. */
  readonly gate: LogonGate & { readonly result: LogonResult | null };
  /** Whether another host has accepted the credential by now. */
  acceptedElsewhere(): boolean;
  /** Connections without a logon. */
  readonly doorstep: Doorstep;
  readonly client: WsmanClient;
  /** Reads over the client's connection, once it is logged on. */
  readonly session: StepSession;
  readonly seen: Seen;
}

/** What was learnt on the way; null until then. */
export interface Seen {
  offers: readonly Offer[];
  challenge: Challenge | null;
  /** The host's time as its web service tells it, RFC 9110 6.6.1. */
  httpDate: string | null;
  /** How far the host's clock is ahead of ours, in milliseconds. */
  clockAheadMs: number | null;
  enabled: readonly Inventory[] | null;
  /** The time on the host's clock, in milliseconds since 1970, when its rows are judged. */
  hostTime: number | null;
}

/** What a check that found no cause came to; a cause is thrown, as a Fault. */
export interface Finding {
  readonly state: "ok" | "noted" | "not-checked";
  readonly detail: string;
  readonly code?: FaultCode;
}

/** One look at a host. Throws the Fault that is the cause. */
export type Look = (patient: Patient) => Promise<Finding>;

/** It is well; `detail` says what was seen. */
export function ok(detail: string): Finding {
  return { state: "ok", detail };
}

/** Worth knowing, and no cause. */
export function noted(detail: string, code?: FaultCode): Finding {
  return { state: "noted", detail, ...(code === undefined ? {} : { code }) };
}

/** Not looked at, and why. */
export function skipped(detail: string): Finding {
  return { state: "not-checked", detail };
}
