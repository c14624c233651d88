import type { KerberosLibrary } from "./kerberos.ts";
import { KerberosError } from "./trouble.ts";

let opened: Promise<KerberosLibrary> | undefined;

/**
 * The library for logons that NTLM may follow. Windows' own was not tried on any Windows yet, and NTLM does with a password:
 * until then nothing untried stands before it.
 */
export function openBeforeNtlm(platform: NodeJS.Platform = process.platform): Promise<KerberosLibrary> {
  return platform === "win32" ? Promise.reject(new KerberosError("no-library")) : openLibrary();
}

/** The system's own Kerberos, loaded by its first use. Rejects with `no-library`, the same each time. */
export function openLibrary(): Promise<KerberosLibrary> {
  opened ??=
    process.platform === "win32"
      ? import("./sspi.ts").then(({ openSspi }) => openSspi())
      : import("./gssapi.ts").then(({ openGssapi }) => openGssapi());
  return opened;
}
