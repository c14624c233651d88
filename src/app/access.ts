import type { Credential } from "../base/credential.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Target } from "../model/target.ts";
import { authoritiesOf } from "./authorities.ts";
import type { Credentials } from "./credentials.ts";

/** What a run reaches its targets with: all of it is in hand before anything is touched. */
export interface Access {
  /** With what a target is logged on to. */
  credentialOf(target: Target): Credential;
  /** All of them, each once, in the order in which targets need them. */
  readonly credentials: readonly Credential[];
  /** PEM texts of certificate authorities trusted beside the usual ones. */
  readonly ca: readonly string[];
}

/** Resolves every credential that a plan names, and reads the authorities that it trusts. Throws Refusals. */
export async function openAccess(plan: Plan, credentials: Credentials): Promise<Access> {
  const common = plan.connection.credential;
  const names = new Set(planTargets(plan).map(({ credential }) => credential ?? common));
  const known = new Map<string | null, Credential>();
  for (const name of names) known.set(name, await credentials.resolve(name));
  return {
    credentialOf: (target) => known.get(target.credential ?? common) as Credential,
    credentials: [...known.values()],
    ca: await authoritiesOf(plan),
  };
}

/** The same credential for every target. */
export function accessWith(credential: Credential): Access {
  return { credentialOf: () => credential, credentials: [credential], ca: [] };
}
