import { formatDuration } from "../../base/duration.ts";
import { Fault } from "../../base/fault.ts";
import type { LogonGate, LogonPermit, LogonResult } from "../../base/logon-gate.ts";
import { challengeNames } from "../../net/auth/ntlm-logon.ts";
import { type Look, ok, type Patient } from "./patient.ts";
import { KERBEROS_SKEW_MS } from "./reach.ts";

/** Logging on, and what faults of it mean. */

/** Of one operation, in milliseconds. */
export const LOOK_TIMEOUT_MS = 30_000;

/** NTLM takes clocks for different that are further apart: MicrosoftDocs, Network security: LAN Manager authentication level. */
const NTLM_SKEW_MS = 1_800_000;

/** Windows before 8 and Server 2012 cannot delete WMI objects over WS-Management: [MS-WSMV] note 107. */
const LEAST_WINDOWS = [6, 2] as const;

/**
 * Lets each logon be made in the long form only, whose refusal means one thing, and remembers what became of it. The
 * answer to a message that travels with the logon would leave open which of the two was refused.
 */
export class WatchedGate implements LogonGate {
  readonly #inner: LogonGate;
  readonly #accepted: () => void;
  #result: LogonResult | null = null;

  constructor(inner: LogonGate, accepted: () => void) {
    this.#inner = inner;
    this.#accepted = accepted;
  }

  /** Null before the first logon was judged. */
  get result(): LogonResult | null {
    return this.#result;
  }

  async enter(host: string, signal: AbortSignal): Promise<LogonPermit> {
    const { done } = await this.#inner.enter(host, signal);
    return {
      form: "alone",
      done: (result) => {
        this.#result = result;
        if (result === "accepted") this.#accepted();
        done(result);
      },
    };
  }
}

/**
 * Identify is the first message after the logon, since it needs no right but that. What the host does about it is left
 * for the next look where the logon itself was good.
 */
export const logOn: Look = async (patient) => {
  const { client, signal, gate, username } = patient;
  try {
    await client.identify({ signal, timeoutMs: LOOK_TIMEOUT_MS });
  } catch (fault) {
    // Under Kerberos the gate is told what the realm thinks of the account; whether the host agrees, its logon says.
    if (gate.result !== "accepted" || client.logon === null) throw refusedLogon(patient, fault);
  }
  return ok(`${username === "" ? "the account" : username} is let in`);
};

/** Who answers, now that it says more. */
export const readWindows: Look = async ({ client, signal, target: { name } }) => {
  const { version } = await client.identify({ signal, timeoutMs: LOOK_TIMEOUT_MS });
  const [, major, minor] = /OS: (\d{1,5})\.(\d{1,5})/.exec(version) ?? [];
  if (major === undefined || Number(major) === 0) return ok("it does not tell its version");
  const [leastMajor, leastMinor] = LEAST_WINDOWS;
  const old = Number(major) < leastMajor || (Number(major) === leastMajor && Number(minor) < leastMinor);
  if (old) throw new Fault("INV712", `${name} runs Windows ${major}.${minor}, whose WinRM cannot delete WMI objects.`);
  return ok(`Windows ${/OS: ([\d.]{1,30})/.exec(version)?.[1]}`);
};

/** A bare 401 says nothing of its reason: what else is known of the host and of the credential says more. */
function refusedLogon({ seen, target: { name }, acceptedElsewhere }: Patient, fault: unknown): unknown {
  if (!(fault instanceof Fault)) return fault;
  const apart = Math.abs(seen.clockAheadMs ?? 0);
  if (fault.code === "INV526" && apart > KERBEROS_SKEW_MS)
    return new Fault("INV518", `${name} refused the ticket, and its clock is off by ${formatDuration(apart)}.`);
  if (fault.code !== "INV501") return fault;
  if (apart > NTLM_SKEW_MS)
    return new Fault("INV530", `${name} refused the logon, and its clock is off by ${formatDuration(apart)}.`);
  if (acceptedElsewhere()) return new Fault("INV531", `${name} refused the logon that other hosts accept.`);
  return fault;
}

/** What a fault after the logon means: Windows cuts the rights of local accounts, and calls it a denied access. */
export function deniedAccess({ username, seen, target: { name } }: Patient, fault: unknown): unknown {
  if (!(fault instanceof Fault) || (fault.code !== "INV703" && fault.code !== "INV704")) return fault;
  const computer = seen.challenge === null ? null : challengeNames(seen.challenge).computer;
  if (!isFiltered(username, computer)) return fault;
  return new Fault("INV720", `${name} let the local account ${username} in and gave it no access.`, {
    cause: fault,
    delivered: fault.delivered,
    ...(fault.detail === undefined ? {} : { detail: fault.detail }),
  });
}

/** A local account but the built-in one, which alone keeps its rights. A renamed built-in account cannot be told. */
function isFiltered(username: string, computer: string | null): boolean {
  const [, domain = "", user = username] = /^([^\\]*)\\(.*)$/.exec(username) ?? [];
  const local = domain === "" || domain === "." || domain.toLowerCase() === computer?.toLowerCase();
  return local && user !== "" && !user.includes("@") && user.toLowerCase() !== "administrator";
}
