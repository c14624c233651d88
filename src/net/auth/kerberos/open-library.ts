import type { KerberosLibrary } from "./kerberos.ts";

let opened: Promise<KerberosLibrary> | undefined;

/** The system's own Kerberos, loaded by its first use. Rejects with `no-library`, the same each time. */
export function openLibrary(): Promise<KerberosLibrary> {
  opened ??=
    process.platform === "win32"
      ? import("./sspi.ts").then(({ openSspi }) => openSspi())
      : import("./gssapi.ts").then(({ openGssapi }) => openGssapi());
  return opened;
}
