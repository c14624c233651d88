import type { Clock } from "../../base/clock.ts";
import type { Logons } from "../../engine/logons.ts";
import type { Target } from "../../model/target.ts";
import { Doorstep } from "../../net/doorstep.ts";
import type { ResolveName } from "../../net/names.ts";
import { createClient } from "../../wsman/client.ts";
import { endpointOf, type SessionParts, sureOf, transportFactory } from "../connect.ts";
import { LOOK_TIMEOUT_MS, WatchedGate } from "./enter.ts";
import type { Patient } from "./patient.ts";
import { readingSession } from "./reading.ts";

/** A credential over all hosts: its gate, and who has accepted it. */
export interface Standing {
  readonly logons: Logons;
  readonly acceptedBy: Set<string>;
}

/** What all hosts are looked at with. */
export interface Surgery extends SessionParts {
  readonly clock: Clock;
  readonly resolver: ResolveName;
  readonly signal: AbortSignal;
}

/** A host that is about to be looked at. Nothing is opened before its first check. */
export function admit(
  target: Target,
  { plan, access, clock, resolver, signal }: Surgery,
  { logons, acceptedBy }: Standing,
): Patient {
  const { connectTimeoutMs } = plan;
  const gate = new WatchedGate(logons, () => acceptedBy.add(target.name));
  const client = createClient(transportFactory({ plan, access })(target, gate));
  const session = sureOf(client, { plan, access }, target);
  const endpoint = endpointOf({ plan, access }, target);
  return {
    plan,
    access,
    target,
    endpoint,
    username: access.credentialOf(target).username,
    clock,
    signal,
    resolver,
    gate,
    acceptedElsewhere: () => acceptedBy.size > (acceptedBy.has(target.name) ? 1 : 0),
    doorstep: new Doorstep({ endpoint, connectTimeoutMs, resolver, signal }),
    client,
    session: readingSession(session, { signal, timeoutMs: LOOK_TIMEOUT_MS, clock }),
    seen: { offers: [], challenge: null, httpDate: null, clockAheadMs: null, enabled: null, hostTime: null },
  };
}

/** Closes whatever was opened for it. */
export function discharge({ doorstep, client }: Patient): void {
  doorstep.close();
  client.close();
}
