/** A Kerberos realm of MIT's own programs on loopback: of nobody's but the test's, and gone with it. */
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { administer, quote } from "./realm/kadmin.ts";
import { type KdcRequest, requestsIn } from "./realm/kdc-log.ts";
import { beginKdc, endKdc } from "./realm/kdc-process.ts";
import { freePort, must } from "./realm/programs.ts";
import { kdcConf, krb5Conf } from "./realm/realm-files.ts";

/** Somebody who may log on. */
export interface KdcUser {
  readonly name: string;
  readonly password: string;
  /** As kadmin's add_principal(1) takes them: `-allow_tix`, `-pwexpire yesterday`. */
  readonly attributes?: readonly string[];
}

export interface KdcOptions {
  /** Left out: FLEET.EXAMPLE. */
  readonly realm?: string;
  /** Whose hosts belong to the realm; left out: the realm in lower case. */
  readonly domain?: string;
  readonly users?: readonly KdcUser[];
  /** `HTTP/name` without realm; their keys lie in one keytab. One that is missing here is unknown to the KDC. */
  readonly services?: readonly string[];
  readonly longestTicketS?: number;
  readonly enctypes?: readonly string[];
  /** By how much the clock of the KDC is wrong, in seconds; truly so, by Debian's faketime. */
  readonly clockOffsetS?: number;
  /** False: the client holds to its own clock (`kdc_timesync = 0`), as Windows does, and notices the skew. */
  readonly clientFollowsKdcClock?: boolean;
}

/** A running realm. */
export interface Kdc {
  readonly realm: string;
  readonly port: number;
  readonly folder: string;
  /** Where its computers find krb5.conf; and nothing of the user's own: no cache, no keytab. */
  readonly env: Readonly<Record<string, string>>;
  /** The keys of all services. */
  readonly serviceKeytab: string;
  addUser(user: KdcUser): Promise<void>;
  addServices(names: readonly string[], keytab?: string): Promise<void>;
  /** By kadmin's modify_principal: `-allow_tix` locks an account. */
  modify(principal: string, ...attributes: readonly string[]): Promise<void>;
  /** New keys for services, which no keytab knows: theirs are out of date. */
  renewKeys(services: readonly string[]): Promise<void>;
  changePassword(user: string, password: string): Promise<void>;
  /** A client keytab for a user, with the keys of today's password. */
  keytabOf(user: string): Promise<string>;
  /** Logs a user on by password, and gives the path of the cache, to be named FILE:path. */
  getTickets(user: string, options?: { readonly lifetimeS?: number }): Promise<string>;
  /** What the KDC was asked so far. */
  requests(): Promise<readonly KdcRequest[]>;
  /** How many logons it refused for a wrong password. */
  refusedLogons(): Promise<number>;
  /** Ends the KDC alone: nobody answers at its port. */
  halt(): Promise<void>;
  /** Begins again after `halt`. */
  resume(): Promise<void>;
  /** Ends the KDC and removes the realm. */
  stop(): Promise<void>;
}

/** A port that was free a moment ago may be somebody's by now. */
const TRIES = 5;

/** Makes the realm, and waits until its KDC answers. */
export async function startKdc(options: KdcOptions = {}): Promise<Kdc> {
  const { realm = "FLEET.EXAMPLE", users = [], services = [], enctypes = [], longestTicketS = 36_000 } = options;
  const { domain = realm.toLowerCase(), clockOffsetS = 0, clientFollowsKdcClock = true } = options;
  const folder = await mkdtemp(join(tmpdir(), "invrun-realm-"));
  const at = (name: string) => join(folder, name);
  const env = {
    KRB5_CONFIG: at("krb5.conf"),
    KRB5_KDC_PROFILE: at("kdc.conf"),
    KRB5CCNAME: `FILE:${at("no-cache")}`,
    KRB5_CLIENT_KTNAME: `FILE:${at("no-keytab")}`,
    KRB5RCACHEDIR: folder,
  };
  const serviceKeytab = at("services.keytab");
  const passwords = new Map<string, string>();
  let child: ChildProcess | null = null;

  const order = (...orders: readonly string[]) => administer({ realm, env }, orders);
  const addUser = async ({ name, password, attributes = [] }: KdcUser) => {
    await order(["addprinc", ...attributes, "-pw", quote(password), name].join(" "));
    passwords.set(name, password);
  };
  const addServices = async (names: readonly string[], keytab = serviceKeytab) => {
    const orders = names.flatMap((name) => [`addprinc -randkey ${name}`, `ktadd -k ${keytab} ${name}`]);
    if (orders.length > 0) await order(...orders);
  };
  const resume = async () => {
    child = await beginKdc({ folder, realm, clockOffsetS, env });
  };
  const halt = async () => {
    if (child !== null) await endKdc(child);
    child = null;
  };
  const stop = async () => {
    await halt();
    await rm(folder, { recursive: true, force: true });
  };

  try {
    let port = 0;
    for (let tries = 1; child === null; tries += 1) {
      port = await freePort();
      const files = { folder, realm, domain, port, enctypes, clientFollowsKdcClock, longestTicketS };
      await writeFile(at("krb5.conf"), krb5Conf(files));
      await writeFile(at("kdc.conf"), kdcConf(files));
      if (tries === 1) await must(["kdb5_util", "create", "-r", realm, "-s", "-P", "of no use to anybody"], { env });
      await resume().catch((error: unknown) => {
        if (tries === TRIES) throw error;
      });
    }
    for (const user of users) await addUser(user);
    await addServices(services);
    const requests = async () => requestsIn(await readFile(at("kdc.log"), "utf8"));
    return {
      ...{ realm, port, folder, env, serviceKeytab, addUser, addServices, requests, halt, resume, stop },
      modify: (principal, ...attributes) => order(["modprinc", ...attributes, principal].join(" ")),
      renewKeys: (names) => order(...names.map((name) => `cpw -randkey ${name}`)),
      async changePassword(user, password) {
        await order(`cpw -pw ${quote(password)} ${user}`);
        passwords.set(user, password);
      },
      async keytabOf(user) {
        const keytab = at(`${user}.keytab`);
        await rm(keytab, { force: true });
        await order(`ktadd -norandkey -k ${keytab} ${user}`);
        return keytab;
      },
      async getTickets(user, { lifetimeS } = {}) {
        const cache = at(`${user}.cache`);
        const life = lifetimeS === undefined ? [] : ["-l", `${lifetimeS}s`];
        await must(["kinit", "-c", `FILE:${cache}`, ...life, user], { input: `${passwords.get(user)}\n`, env });
        return cache;
      },
      refusedLogons: async () => (await requests()).filter(({ why }) => why === "Preauthentication failed").length,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
