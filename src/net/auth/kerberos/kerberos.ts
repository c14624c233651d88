import type { MessageSealing } from "../sealing.ts";

/**
 * Kerberos as the rest of the program sees it: RFC 4120 by way of RFC 4121's context tokens. Which library speaks it is
 * a matter of the system: `gssapi.ts` (MIT, Heimdal, macOS) or `sspi.ts` (Windows).
 */

/** For whom tickets are to be had, and by what. */
export type TicketSource =
  | { readonly by: "password"; readonly principal: string; readonly password: string }
  | { readonly by: "keytab"; readonly principal: string; readonly keytab: string }
  /** `principal` is empty for the cache's own, `cache` null for the usual one. */
  | { readonly by: "cache"; readonly principal: string; readonly cache: string | null };

/** A library that speaks Kerberos. Its calls reject with a KerberosError. */
export interface KerberosLibrary {
  /** The realm that the configuration has users in who name none; null where it has none. */
  readonly defaultRealm: string | null;
  acquire(source: TicketSource): Promise<KerberosAccount>;
}

/** Tickets of one account, for logons at any number of hosts. */
export interface KerberosAccount {
  /** How long the tickets are good from their acquisition, in milliseconds. */
  readonly lifetimeMs: number;
  begin(service: ServiceRequest): KerberosContext;
}

/** The service that a logon is meant for. */
export interface ServiceRequest {
  /** The computer's name, as it stands behind `HTTP/` in its principal. */
  readonly host: string;
  /** The application data of RFC 5929, where TLS is there; then nothing is sealed. */
  readonly channelBinding: Buffer | null;
}

/** One logon at one host, and the protection of what is said after it. Must be closed. */
export interface KerberosContext extends MessageSealing {
  /** Takes the peer's token, null at first, and gives ours; null where nothing more is to be sent. */
  step(token: Buffer | null): Promise<Buffer | null>;
  /** Both sides have proven themselves, and what was asked for is granted. */
  readonly complete: boolean;
  /** Whether the peer's signature over a text holds; it counts as one message of the peer's. */
  verify(text: Buffer, signature: Buffer): boolean;
  /** Gives back what the library holds for it. */
  close(): void;
}
