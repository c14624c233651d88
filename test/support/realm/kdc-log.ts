/** What MIT's KDC writes down of each request: log_as_req and log_tgs_req of krb5kdc. */

/** One request, as the KDC answered it. */
export interface KdcRequest {
  /** AS: a logon. TGS: a ticket for a service. */
  readonly exchange: "AS" | "TGS";
  /**
   * The words of the log: ISSUE, NEEDED_PREAUTH, PREAUTH_FAILED (a wrong password or clock), CLIENT_NOT_FOUND,
   * CLIENT LOCKED OUT, CLIENT KEY EXPIRED, LOOKING_UP_SERVER (no such service) and others.
   */
  readonly outcome: string;
  readonly client: string;
  readonly service: string;
  /** Why it was refused, in the KDC's words; empty where it was not. */
  readonly why: string;
}

const REQUEST =
  /\b(AS|TGS)_REQ \(.*?\}\) \S+: ([^:]+): (?:authtime \d+, ?)?(?:etypes \{[^}]*\},? ?)?(\S+) for ([^\s,]+)(?:, (.*))?$/;

/** Every request in the text of a log, in order. */
export function requestsIn(log: string): readonly KdcRequest[] {
  return log.split("\n").flatMap((line) => {
    const [, exchange, outcome, client, service, why = ""] = REQUEST.exec(line) ?? [];
    if (exchange === undefined || outcome === undefined || client === undefined || service === undefined) return [];
    return [{ exchange: exchange as "AS" | "TGS", outcome, client, service, why }];
  });
}
