/**
 * A simulated fleet whose every client is entered by way of an acceptor that other hands wrote: Debian's GSSAPI, with
 * a realm of its own. Names do not resolve; the targets say where they are.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Simulator, startSimulator } from "./cli.ts";
import { type Kdc, type KdcOptions, type KdcUser, startKdc } from "./kdc.ts";
import { type AcceptorEvent, type AcceptorOptions, startAcceptor } from "./realm/acceptor.ts";
import { makeCertificate } from "./realm/certificate.ts";
import { fetchTruth } from "./truth.ts";

export interface KerberosFleetOptions extends AcceptorOptions {
  readonly clients: number;
  readonly tls?: boolean;
  /** Of the signature of the acceptor's certificate: `sha384`, `pss-sha384`; left out: `sha256`. */
  readonly certificateHash?: string;
  /** Left out: `operator`, with a password of its own. Under NTLM the same accounts, of the domain FLEET. */
  readonly users?: readonly KdcUser[];
  /** Clients that the KDC knows no service of, by name: all of them where the acceptor takes NTLM alone. */
  readonly unknownServices?: readonly string[];
  readonly kdc?: Omit<KdcOptions, "users" | "services">;
  /** The acceptor's keys are out of date: the KDC has newer ones. */
  readonly staleKeys?: boolean;
}

export interface KerberosFleet {
  /** The names of the clients; `HTTP/name` is known to the KDC. */
  readonly names: readonly string[];
  readonly address: string;
  /** Of the acceptor. */
  readonly port: number;
  /** A list of targets for `--targets`: each client's name, and the address and port of the acceptor. */
  readonly targets: string;
  /** The authority to trust under TLS, a PEM file. */
  readonly ca: string | null;
  /** The acceptor's own, a PEM file. */
  readonly certificate: string | null;
  /** Leads GSSAPI to the realm; holds no ticket and no keytab. */
  readonly env: Readonly<Record<string, string>>;
  /** The first user. */
  readonly user: KdcUser;
  /** His name and password, as the environment wants them: `operator@REALM` for Kerberos, `FLEET\\operator` for NTLM. */
  readonly credential: Readonly<Record<string, string>>;
  readonly kdc: Kdc;
  /** The fleet behind the acceptor; its truth knows what was done. */
  readonly simulator: Simulator;
  /** A folder of its own, for runs and files; gone with the fleet. It holds no secret: those lie in the realm's. */
  readonly folder: string;
  trace(): Promise<readonly AcceptorEvent[]>;
  stop(): Promise<void>;
}

const DOMAIN = "fleet.example";
const OPERATOR: KdcUser = { name: "operator", password: "Ebony 7 heron!" };

/** Starts fleet, realm and acceptor. */
export async function startKerberosFleet(options: KerberosFleetOptions): Promise<KerberosFleet> {
  const { clients, tls = false, users = [OPERATOR], unknownServices = [], mech = "krb5" } = options;
  const simulator = await startSimulator(["--clients", String(clients), "--weather", "fair", "--allow-unencrypted"]);
  let kdc: Kdc | null = null;
  try {
    const { folder } = simulator;
    const names = await namesIn(simulator);
    const known = mech === "ntlm" ? [] : names.filter((name) => !unknownServices.includes(name));
    const services = known.map((name) => `HTTP/${name}`);
    kdc = await startKdc({ domain: DOMAIN, ...options.kdc, users, services });
    if (options.staleKeys === true) await kdc.renewKeys(services);
    const accounts = join(kdc.folder, "accounts");
    await writeFile(accounts, users.map(accountsOf).join(""));
    const certificate = tls
      ? await makeCertificate(kdc.folder, { domain: DOMAIN, hash: options.certificateHash ?? "sha256" })
      : null;
    const keys = { NTLM_USER_FILE: accounts, KRB5_KTNAME: `FILE:${kdc.serviceKeytab}` };
    const acceptor = await startAcceptor(
      simulator,
      { folder: kdc.folder, env: { ...kdc.env, ...keys }, certificate },
      options,
    );
    const { address } = simulator;
    const { port, trace } = acceptor;
    const targets = join(folder, "entrances.yml");
    const hosts = names.map((name) => `  - { name: "${name}", address: "${address}", port: ${port} }\n`);
    await writeFile(targets, `hosts:\n${hosts.join("")}`);
    const realm = kdc;
    const user = users[0] ?? OPERATOR;
    const username = mech === "ntlm" ? `FLEET\\${user.name}` : `${user.name}@${realm.realm}`;
    return {
      ...{ names, address, port, targets, kdc, simulator, folder, trace },
      ca: certificate?.ca ?? null,
      certificate: certificate?.cert ?? null,
      env: kdc.env,
      user,
      credential: { INVRUN_USERNAME: username, INVRUN_PASSWORD: user.password },
      async stop() {
        await acceptor.stop();
        await realm.stop();
        await simulator.stop();
      },
    };
  } catch (error) {
    await kdc?.stop();
    await simulator.stop();
    throw error;
  }
}

/** As gss-ntlmssp reads them: by the domain's name, and by a name that holds its realm. */
function accountsOf({ name, password }: KdcUser): string {
  return `FLEET:${name}:${password}\n:${name}@FLEET.EXAMPLE:${password}\n`;
}

async function namesIn({ truth }: Simulator): Promise<readonly string[]> {
  return (await fetchTruth(truth)).clients.map(({ name }) => name);
}
