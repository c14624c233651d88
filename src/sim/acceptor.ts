/**
 * The server's side of logging on, one for each connection: [MS-WSMV] 2.2.9.1 and 3.1.4.1, RFC 4559 with the NTLM
 * of [MS-NLMP] under Negotiate, RFC 7617. A plain message where sealing is demanded is refused exactly like a wrong
 * password: that is what Windows does.
 */
import type { X509Certificate } from "node:crypto";
import { isSealedType } from "../net/auth/multipart.ts";
import type { VerifiedLogon } from "../net/auth/ntlm-verify.ts";
import type { Sealing } from "../net/auth/sealing.ts";
import type { NtlmAcceptance } from "./ntlm-acceptance.ts";

const MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

/** What a connection knows before anybody logs on. */
export interface AcceptorOptions {
  readonly acceptance: NtlmAcceptance;
  /** The schemes that are offered, where those are not the usual ones. */
  readonly offers: readonly string[] | null;
  /** Whether user and password are the fleet's, for Basic. */
  isAccount(user: string, password: string): boolean;
  /** Whether a client certificate is mapped to the fleet's account. */
  isMapped(certificate: X509Certificate): boolean;
  readonly tls: boolean;
  readonly allowUnencrypted: boolean;
}

/** As much of a request as decides whether it is let in. */
export interface Arrival {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** The body is empty. */
  readonly empty: boolean;
  /** What the caller showed, where it was asked. */
  readonly certificate: X509Certificate | null;
}

/** What a request is given. `why` is for the truth alone. */
export type Verdict =
  /** 401 that ends the connection; the same bytes for every reason. */
  | { readonly kind: "refuse"; readonly why: string; readonly judged: boolean }
  /** 401 with the next token. */
  | { readonly kind: "continue"; readonly token: Buffer }
  /** In. `token` goes back with the answer; `logon` where this request was the one that got in. */
  | { readonly kind: "accept"; readonly token: Buffer | null; readonly logon: string | null };

/** `sealing` is null on a connection without session keys. */
export class Acceptor {
  readonly #options: AcceptorOptions;
  #in: VerifiedLogon | null = null;

  constructor(options: AcceptorOptions) {
    this.#options = options;
  }

  get sealing(): Sealing | null {
    return this.#options.acceptance.sealing;
  }

  /** Every scheme that is offered, for WWW-Authenticate. Basic only where nobody can listen in, as Windows has it. */
  get schemes(): readonly string[] {
    const { tls, allowUnencrypted, offers } = this.#options;
    if (offers !== null) return offers;
    return tls || allowUnencrypted ? ["Negotiate", 'Basic realm="WSMAN"'] : ["Negotiate"];
  }

  /** Forgets who logged on. */
  forget(): void {
    this.#in = null;
  }

  /** Whether the caller is to be asked for its certificate. Nothing offers that in words: it is asked for in TLS. */
  asksForCertificate(authorization: string | undefined): boolean {
    const { tls, offers } = this.#options;
    return tls && offers === null && authorization?.trim().toLowerCase() === MUTUAL;
  }

  judge(arrival: Arrival): Verdict {
    if (this.asksForCertificate(arrival.authorization)) return this.#certificate(arrival);
    const [, scheme = "", credentials = ""] = /^(\S+)\s+(\S+)\s*$/.exec(arrival.authorization ?? "") ?? [];
    switch (scheme.toLowerCase()) {
      case "":
        return this.#in === null ? refuse("no credentials") : this.#admit(arrival, { token: null, logon: null });
      case "negotiate":
        if (!this.schemes.includes("Negotiate")) return refuse("Negotiate is not offered");
        return this.#negotiate(arrival, Buffer.from(credentials, "base64"));
      case "basic":
        return this.#basic(arrival, Buffer.from(credentials, "base64").toString("utf8"));
      default:
        return refuse(`scheme ${scheme} is not offered`);
    }
  }

  #negotiate(arrival: Arrival, token: Buffer): Verdict {
    this.#in = null;
    const step = this.#options.acceptance.step(token);
    if (step.kind === "refused") return refuse(step.why, true);
    if (step.kind === "continue") return { kind: "continue", token: step.token };
    this.#in = step.logon;
    const { user, domain } = step.logon;
    return this.#admit(arrival, { token: step.token, logon: domain === "" ? user : `${domain}\\${user}` });
  }

  /** Authentication is of the connection for Negotiate, of the request for Basic. */
  #basic(arrival: Arrival, pair: string): Verdict {
    const colon = pair.indexOf(":");
    const user = pair.slice(0, Math.max(0, colon));
    if (!this.schemes.some((scheme) => scheme.startsWith("Basic"))) return refuse("Basic is not offered");
    if (!this.#options.isAccount(user, pair.slice(colon + 1))) return refuse("account or password is wrong", true);
    return this.#admit(arrival, { token: null, logon: user });
  }

  /** [MS-WSMV] 3.1.4.1.29.2: wsman:secprofile/https/mutual. */
  #certificate(arrival: Arrival): Verdict {
    const { certificate } = arrival;
    if (certificate === null) return refuse("no certificate was shown");
    if (!this.#options.isMapped(certificate)) return refuse("the certificate is mapped to no account", true);
    return this.#admit(arrival, { token: null, logon: certificate.subject });
  }

  #admit(arrival: Arrival, pass: { readonly token: Buffer | null; readonly logon: string | null }): Verdict {
    const { tls, allowUnencrypted } = this.#options;
    if (!arrival.empty && !isSealedType(arrival.contentType) && !tls && !allowUnencrypted) {
      this.#in = null;
      return refuse("a plain message where sealing is demanded", pass.logon !== null);
    }
    return { kind: "accept", ...pass };
  }
}

function refuse(why: string, judged = false): Verdict {
  return { kind: "refuse", why, judged };
}
