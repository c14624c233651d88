import { loadKoffi } from "./gssapi-load.ts";
import type { KerberosAccount, KerberosLibrary, TicketSource } from "./kerberos.ts";
import { SspiContext, type SspiContextOptions } from "./sspi-context.ts";
import { findSspi, memoryOf, type SspiFunctions } from "./sspi-functions.ts";
import { authIdentity, type Memory, newHandle, PackageLimits } from "./sspi-layout.ts";
import { Status, sspiError } from "./sspi-status.ts";
import { KerberosError } from "./trouble.ts";
import { elsewhere } from "./turns.ts";

/**
 * Kerberos through Windows itself: the security support provider interface of secur32.dll, as sspi.h and Microsoft's
 * pages on its functions have it. Written from these documents; not tried on Windows yet.
 */

const PACKAGE = "Kerberos";
/** sspi.h. */
const SECPKG_CRED_OUTBOUND = 2;

/** The functions, and the memory in which they find what they are given. */
export interface Sspi {
  readonly functions: SspiFunctions;
  readonly memory: Memory;
}

/** What all contexts of an account have in common. */
type Common = Pick<SspiContextOptions, "functions" | "memory" | "credential" | "maxTokenBytes">;

/** Credentials that are gone from the program give their handles back. */
const gone = new FinalizationRegistry<() => void>((release) => release());

/** Loads secur32.dll. Rejects with `no-library` where that, koffi, or package Kerberos is wanting. */
export async function openSspi(): Promise<KerberosLibrary> {
  const koffi = await loadKoffi();
  // The layouts are those of 64 bits.
  if (koffi.sizeof("void *") !== 8) throw new KerberosError("no-library", { koffi: 1 });
  let functions: SspiFunctions;
  try {
    functions = findSspi(koffi.load("secur32.dll"));
  } catch {
    throw new KerberosError("no-library", { koffi: 1 });
  }
  return kerberosOf({ functions, memory: memoryOf(koffi) });
}

/** Kerberos by these functions. */
export function kerberosOf({ functions, memory }: Sspi): KerberosLibrary {
  const maxTokenBytes = largestToken({ functions, memory });
  return {
    defaultRealm: null,
    async acquire(source) {
      const credential = await acquired({ functions, memory }, source);
      const common: Common = { functions, memory, credential, maxTokenBytes };
      if (source.by === "password") await prove(common, source.principal);
      return accountOf(common);
    },
  };
}

function largestToken({ functions, memory }: Sspi): number {
  const pointer = Buffer.alloc(8);
  const status = functions.packageInfo(PACKAGE, pointer);
  if (status !== Status.ok) throw sspiError(status);
  const at = pointer.readBigUInt64LE();
  const bytes = memory.read(at, PackageLimits.bytes).readUInt32LE(PackageLimits.maxToken);
  functions.freeBuffer(at);
  return bytes;
}

/** A CredHandle. Windows has tickets of whoever is signed in and keeps those of others in no place that has a name. */
async function acquired({ functions, memory }: Sspi, source: TicketSource): Promise<Buffer> {
  if (source.by === "keytab" || (source.by === "cache" && (source.principal !== "" || source.cache !== null)))
    throw new KerberosError("source-unsupported");
  const identity = source.by === "password" ? authIdentity({ ...named(source.principal), ...source }, memory) : null;
  const credential = newHandle();
  try {
    const whom = identity?.bytes ?? null;
    const status = await elsewhere(functions.acquire, [
      ...[null, PACKAGE, SECPKG_CRED_OUTBOUND, null, whom, null, null],
      ...[credential, Buffer.alloc(8)],
    ]);
    if (status !== Status.ok) throw sspiError(status);
    return credential;
  } finally {
    identity?.forget();
  }
}

/**
 * Windows judges a password by the first ticket that is asked for, not before: so one is asked for at once, that of the
 * ticket-granting service, lest each target be a wrong password of its own. That there is no such service is no judgement.
 */
async function prove(common: Common, principal: string): Promise<void> {
  const { domain } = named(principal);
  const service = `krbtgt/${domain}`;
  const context = new SspiContext({ ...common, account: null, host: domain, service, channelBinding: null });
  try {
    await context.step(null);
  } catch (error) {
    if (error instanceof KerberosError && error.trouble === "service-unknown") return;
    common.functions.freeCredentials(common.credential);
    throw error;
  } finally {
    context.close();
  }
}

/** Windows renews tickets by itself, so those of an account have no end. */
function accountOf(common: Common): KerberosAccount {
  const { functions, credential } = common;
  const account: KerberosAccount = {
    lifetimeMs: Number.POSITIVE_INFINITY,
    begin: ({ host, channelBinding }) =>
      new SspiContext({ ...common, account, host, service: `HTTP/${host}`, channelBinding }),
  };
  gone.register(account, () => functions.freeCredentials(credential));
  return account;
}

/** User and domain of `user@REALM`, without the backslashes before signs that krb5 libraries would misread. */
function named(principal: string): { readonly user: string; readonly domain: string } {
  const at = principal.lastIndexOf("@");
  return { user: principal.slice(0, at).replaceAll(/\\(.)/g, "$1"), domain: principal.slice(at + 1) };
}
