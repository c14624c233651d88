import type { Secret } from "./secret.ts";

/** With what to log on. `name` is the credential's name in runbooks; empty for the unnamed one. */
export type Credential = PasswordCredential | TicketCredential | KeytabCredential | CertificateCredential;

/** A user name and a password: for every kind of logon but certificates. */
export interface PasswordCredential {
  readonly kind: "password";
  readonly name: string;
  /** `DOMAIN\user`, `user@domain` or `user`. */
  readonly username: string;
  readonly password: Secret;
}

/** Whoever the operating system holds tickets for: after `kinit`, or on Windows whoever is signed in. */
export interface TicketCredential {
  readonly kind: "tickets";
  readonly name: string;
  /** The principal whose tickets are meant, `user@REALM`; empty for the cache's own. */
  readonly username: string;
  /** A ticket cache of its own, such as `FILE:/run/tickets`; null for the usual one. */
  readonly cache: string | null;
}

/** A Kerberos key in a file. */
export interface KeytabCredential {
  readonly kind: "keytab";
  readonly name: string;
  /** The principal, `user@REALM`. */
  readonly username: string;
  /** The path of the keytab. */
  readonly keytab: string;
}

/** A client certificate that the host maps to an account of its own. */
export interface CertificateCredential {
  readonly kind: "certificate";
  readonly name: string;
  /** For people: the subject of the certificate. */
  readonly username: string;
  /** PEM: the certificate, then those that vouch for it. */
  readonly certificate: string;
  /** PEM. */
  readonly key: Secret;
  /** What opens the key, or null. */
  readonly passphrase: Secret | null;
}
