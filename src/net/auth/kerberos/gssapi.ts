import { GssapiCalls } from "./gssapi-calls.ts";
import { GssapiContext } from "./gssapi-context.ts";
import { findFunctions, type Handle } from "./gssapi-functions.ts";
import { loadLibrary } from "./gssapi-load.ts";
import type { KerberosAccount, KerberosLibrary, TicketSource } from "./kerberos.ts";
import { type Realms, readRealms } from "./realms.ts";
import { KerberosError } from "./trouble.ts";

/** Kerberos through the system's GSSAPI library, RFC 2743, RFC 2744 and RFC 4121: MIT's, Heimdal's, or that of macOS. */

/** Credentials that are gone from the program give their handles back. */
const gone = new FinalizationRegistry<() => void>((release) => release());

let caches = 0;

/** Loads the system's library, or the first of these names. Rejects with `no-library` where there is none. */
export async function openGssapi(names?: readonly string[]): Promise<KerberosLibrary> {
  const { koffi, library } = await loadLibrary(names);
  const packed = process.platform === "darwin" && process.arch === "x64";
  const calls = new GssapiCalls(koffi, findFunctions(koffi, library, packed));
  const realms = readRealms(koffi, library);
  return {
    defaultRealm: realms.defaultRealm,
    async acquire(source) {
      const name = source.principal === "" ? null : calls.importPrincipal(source.principal);
      try {
        const credential = await credentialOf(calls, name, source);
        if (credential === null) throw new KerberosError("source-unsupported");
        return await accountOf(calls, realms, credential);
      } catch (error) {
        throw source.by === "keytab" ? aboutKeytab(error) : error;
      } finally {
        if (name !== null) calls.releaseName(name);
      }
    },
  };
}

async function credentialOf(calls: GssapiCalls, name: Handle | null, source: TicketSource): Promise<Handle | null> {
  switch (source.by) {
    case "password": {
      const password = Buffer.from(source.password);
      try {
        return await calls.acquireWithPassword(name as Handle, password);
      } finally {
        password.fill(0);
      }
    }
    case "keytab":
      // The tickets stay in memory, in a cache that nobody else has.
      return calls.acquireFrom(name, { client_keytab: source.keytab, ccache: `MEMORY:invrun-${++caches}` });
    case "cache":
      // Not by gss_krb5_ccache_name: it holds for the thread, and cannot be taken back with Heimdal.
      return source.cache === null ? calls.acquireUsual(name) : calls.acquireFrom(name, { ccache: source.cache });
  }
}

async function accountOf(calls: GssapiCalls, realms: Realms, credential: Handle): Promise<KerberosAccount> {
  let lifetimeMs: number;
  try {
    lifetimeMs = (await calls.lifetime(credential)) * 1_000;
    if (lifetimeMs <= 0) throw new KerberosError("ticket-expired");
  } catch (error) {
    calls.releaseCredential(credential);
    throw error;
  }
  const account: KerberosAccount = {
    lifetimeMs,
    begin: ({ host, channelBinding }) =>
      // The account is held by each of its contexts, so that its handle outlives theirs.
      new GssapiContext({
        calls,
        account,
        credential,
        host,
        service: `HTTP/${host}@${realms.realmOf(host)}`,
        channelBinding,
      }),
  };
  gone.register(account, () => calls.releaseCredential(credential));
  return account;
}

/** MIT speaks of the cache that it could not fill. */
function aboutKeytab(error: unknown): unknown {
  return error instanceof KerberosError && error.trouble === "no-ticket"
    ? new KerberosError("keytab", error.status)
    : error;
}
