import type { CheckName } from "../../../src/report/doctor-shape.ts";
import type { KindName } from "../../../src/sim/kinds.ts";

/** One class of trouble: how the simulator brings it about, and what doctor must say of it. */
export interface Trouble {
  /** As docs/doctor.md names it. */
  readonly code: string;
  readonly check: CheckName;
  /** The kind of client that is in this trouble. */
  readonly kind: KindName;
  /** The fleet speaks TLS, and so does the caller, where `flags` do not say otherwise. */
  readonly tls?: true;
  /** In the place of the usual ones for such a fleet. */
  readonly flags?: readonly string[];
  /** In the place of an account of the domain. */
  readonly username?: string;
  readonly password?: string;
  /** Two refused logons in a row would end the use of the credential: looked at beside a healthy client alone. */
  readonly alone?: true;
}

/** An account of the domain: rights of local accounts are another matter. */
export const DOMAIN_ACCOUNT = "FLEET\\operator";

/** Every class of trouble that a simulated computer or client can be in. */
export const troubles: readonly Trouble[] = [
  { code: "INV403", check: "connection", kind: "offline" },
  { code: "INV427", check: "winrm", kind: "silent" },
  { code: "INV411", check: "tls", kind: "healthy", tls: true, flags: ["--tls"] },
  { code: "INV412", check: "tls", kind: "certificate-expired", tls: true },
  { code: "INV413", check: "tls", kind: "certificate-renamed", tls: true },
  { code: "INV415", check: "tls", kind: "healthy", flags: ["--tls"] },
  { code: "INV416", check: "winrm", kind: "healthy", tls: true, flags: [] },
  { code: "INV420", check: "winrm", kind: "web-server" },
  { code: "INV502", check: "authentication", kind: "no-negotiate" },
  { code: "INV503", check: "authentication", kind: "no-basic", tls: true, flags: ["--tls", "--auth", "basic"] },
  { code: "INV410", check: "computer", kind: "wrong-address" },
  { code: "INV501", check: "logon", kind: "healthy", password: "not the password" },
  { code: "INV505", check: "logon", kind: "no-sealing" },
  { code: "INV511", check: "logon", kind: "ntlm-refused" },
  { code: "INV530", check: "logon", kind: "clock-off", alone: true },
  { code: "INV531", check: "logon", kind: "password-refused", alone: true },
  { code: "INV510", check: "windows", kind: "message-refused" },
  { code: "INV712", check: "windows", kind: "windows-7" },
  { code: "INV703", check: "client", kind: "winrm-denied" },
  { code: "INV704", check: "client", kind: "access-denied" },
  { code: "INV720", check: "client", kind: "token-filter", username: "operator" },
  { code: "INV801", check: "client", kind: "no-client" },
  { code: "INV706", check: "client", kind: "provider-fails" },
  { code: "INV721", check: "agent", kind: "agent-denied" },
  { code: "INV802", check: "agent", kind: "broken-client" },
  { code: "INV824", check: "setup", kind: "setup-at-work" },
  { code: "INV820", check: "service", kind: "service-stopped" },
  { code: "INV828", check: "service", kind: "service-missing" },
  { code: "INV821", check: "site", kind: "unassigned" },
  { code: "INV822", check: "provisioning", kind: "provisioning" },
  { code: "INV823", check: "policy", kind: "no-hardware-inventory" },
  { code: "INV825", check: "hardware", kind: "fresh" },
  { code: "INV826", check: "hardware", kind: "hung" },
  { code: "INV827", check: "hardware", kind: "reported-long-ago" },
];

/** Those that no client is in, but the caller's names: `test/app/doctor/names.test.ts` brings them about. */
export const troublesOfNames = [
  { code: "INV401", check: "name" },
  { code: "INV402", check: "name" },
] as const satisfies readonly { readonly code: string; readonly check: CheckName }[];
