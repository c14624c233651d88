import type { KerberosLibrary } from "./kerberos.ts";

let opened: Promise<KerberosLibrary> | undefined;

/** The system's own Kerberos, loaded by its first use. Rejects with `no-library`, the same each time. */
export function openLibrary(): Promise<KerberosLibrary> {
  opened ??= import("./gssapi.ts").then(({ openGssapi }) => openGssapi());
  return opened;
}
