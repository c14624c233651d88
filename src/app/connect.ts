import type { LogonGate } from "../base/logon-gate.ts";
import type { Plan } from "../model/plan.ts";
import type { Session } from "../model/session.ts";
import type { Target } from "../model/target.ts";
import { type ConnectionOptions, connect } from "../net/connection.ts";
import { type ComputerNames, expectComputer } from "../net/identity.ts";
import type { Transport } from "../net/transport.ts";
import { createClient } from "../wsman/client.ts";
import type { Access } from "./access.ts";
import { identified } from "./identified-session.ts";

/** The ports of WinRM's default listeners. [MS-WSMV] 2.1 */
const PORTS = { http: 5985, https: 5986 } as const;

/** What all sessions of a run share. */
export interface SessionParts {
  readonly plan: Plan;
  readonly access: Access;
}

/** What a target is dialled by. */
export function endpointOf({ plan, access }: SessionParts, target: Target): ConnectionOptions["endpoint"] {
  const { serverName, fingerprint } = plan.connection;
  const tls = target.tls ?? plan.connection.tls;
  const port = target.port ?? (tls ? PORTS.https : PORTS.http);
  return {
    name: target.name,
    address: target.address ?? target.name,
    port,
    tls,
    serverName: target.serverName ?? serverName,
    fingerprint: target.fingerprint ?? fingerprint,
    ca: access.ca,
  };
}

/** Makes conversations of one plan. One connects with its first message. */
export function transportFactory(parts: SessionParts): (target: Target, gate: LogonGate) => Transport {
  const { plan, access } = parts;
  const { auth } = plan.connection;
  return (target, gate) => {
    return connect({
      endpoint: endpointOf(parts, target),
      auth,
      credential: access.credentialOf(target),
      gate,
      checkIdentity: identityCheck(target),
      connectTimeoutMs: plan.connectTimeoutMs,
    });
  };
}

/** Makes sessions of one plan. A session connects with its first operation. */
export function sessionFactory(parts: SessionParts): (target: Target, gate: LogonGate) => Session {
  const open = transportFactory(parts);
  return (target, gate) => sureOf(createClient(open(target, gate)), parts, target);
}

/** The session, which reads the computer's name first where the logon does not prove it. */
export function sureOf(session: Session, { plan }: SessionParts, target: Target): Session {
  const { auth } = plan.connection;
  const proven = auth === "negotiate" || auth === "kerberos" || auth === "ntlm" || target.identity === "any";
  return proven ? session : identified(session, identityCheck(target));
}

/** Throws where another computer answers than the one that is meant. */
export function identityCheck({ name, identity }: Target): (names: ComputerNames) => void {
  return identity === "any" ? () => {} : expectComputer(name);
}
