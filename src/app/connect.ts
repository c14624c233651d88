import type { LogonGate } from "../base/logon-gate.ts";
import type { Plan } from "../model/plan.ts";
import type { Session } from "../model/session.ts";
import type { Target } from "../model/target.ts";
import { connect } from "../net/connection.ts";
import { expectComputer } from "../net/identity.ts";
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

/** Makes sessions of one plan. A session connects with its first operation. */
export function sessionFactory({ plan, access }: SessionParts): (target: Target, gate: LogonGate) => Session {
  const { auth, tls } = plan.connection;
  const { ca } = access;
  return (target, gate) => {
    const anyName = target.identity === "any";
    const checkIdentity = anyName ? () => {} : expectComputer(target.name);
    const credential = access.credentialOf(target);
    if (credential.kind !== "password") throw new Error(`${auth} takes a password`);
    const port = target.port ?? (tls ? PORTS.https : PORTS.http);
    const transport = connect({
      endpoint: { name: target.name, address: target.address ?? target.name, port, tls, ca },
      auth,
      credential,
      gate,
      checkIdentity,
      connectTimeoutMs: plan.connectTimeoutMs,
    });
    const client = createClient(transport);
    return auth === "basic" && !anyName ? identified(client, checkIdentity) : client;
  };
}
