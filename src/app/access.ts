import type { SiteWatch } from "../adminservice/watch.ts";
import { systemClock } from "../base/clock.ts";
import type { CertificateCredential, Credential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import { Refusal } from "../base/refusal.ts";
import type { Logons } from "../engine/logons.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { AuthKind } from "../model/runbook.ts";
import type { Target } from "../model/target.ts";
import { checkClientCertificate } from "../net/auth/certificate.ts";
import { authoritiesOf } from "./authorities.ts";
import { checkCredentials } from "./credential-targets.ts";
import type { Credentials } from "./credentials.ts";
import { openWatch } from "./site.ts";

/** What a run reaches its targets with: all of it is in hand before anything is touched. */
export interface Access {
  /** With what a target is logged on to. */
  credentialOf(target: Target): Credential;
  /** All of them, each once, in the order in which targets need them. */
  readonly credentials: readonly Credential[];
  /** PEM texts of certificate authorities trusted beside the usual ones. */
  readonly ca: readonly string[];
  /** The site, where a step of the plan awaits something there. */
  readonly site?: SiteWatch;
  /** What the site's credential is held to, by its name: hosts share it, so that a wrong password is met once in all. */
  readonly logons?: ReadonlyMap<string, Logons>;
}

/** What each way to log on can be done with. */
const FITTING: Readonly<Record<string, readonly Credential["kind"][]>> = {
  negotiate: ["password", "tickets", "keytab"],
  kerberos: ["password", "tickets", "keytab"],
  ntlm: ["password"],
  basic: ["password"],
  certificate: ["certificate"],
};

/**
 * Resolves every credential that a plan names, and reads the authorities that it trusts. A plan may be older than the
 * configuration: each credential must still be allowed to go to its targets. Throws Refusals.
 */
export async function openAccess(plan: Plan, credentials: Credentials): Promise<Access> {
  const { credential: common, auth } = plan.connection;
  const targets = planTargets(plan);
  checkCredentials(targets, { common, configured: credentials.configuration.credentials });
  const names = new Set(targets.map(({ credential }) => credential ?? common));
  const known = new Map<string | null, Credential>();
  for (const name of names) known.set(name, fitting(await credentials.resolve(name, auth), auth));
  const watch = await openWatch(plan, credentials, systemClock);
  return {
    credentialOf: (target) => known.get(target.credential ?? common) as Credential,
    credentials: [...known.values()],
    ca: await authoritiesOf(plan),
    ...(watch !== null && { site: watch.site, logons: new Map([[watch.logons.credential, watch.logons]]) }),
  };
}

/** The same credential for every target. */
export function accessWith(credential: Credential): Access {
  return { credentialOf: () => credential, credentials: [credential], ca: [] };
}

function fitting(credential: Credential, auth: AuthKind): Credential {
  const { kind, name } = credential;
  const kinds = FITTING[auth] ?? [];
  if (kinds.includes(kind)) return credential.kind === "certificate" ? usable(credential) : credential;
  const named = name === "" ? "The unnamed credential" : `Credential ${name}`;
  throw new Refusal(
    "INV351",
    `${named} is a ${KINDS[kind]}, and \`auth: ${auth}\` takes ${kinds.map((one) => KINDS[one]).join(" or ")}.`,
  );
}

/** A certificate that can convince no host is told before any is asked. */
function usable(credential: CertificateCredential): Credential {
  try {
    checkClientCertificate(credential, systemClock.now());
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    throw new Refusal("INV342", fault.message, { hint: fault.hint });
  }
  return credential;
}

const KINDS: Readonly<Record<Credential["kind"], string>> = {
  password: "password",
  tickets: "ticket cache",
  keytab: "keytab",
  certificate: "certificate",
};
