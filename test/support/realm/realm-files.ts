/** The files that a realm of MIT's is made of: krb5.conf(5) and kdc.conf(5). */
import { join } from "node:path";

/** What the files say. */
export interface RealmFiles {
  readonly folder: string;
  readonly realm: string;
  /** The DNS domain whose hosts belong to the realm. */
  readonly domain: string;
  readonly port: number;
  /** As kdc.conf names them; the strongest that both sides have where empty. */
  readonly enctypes: readonly string[];
  /** Whether the client takes over the clock of the KDC, as MIT's does by default. */
  readonly clientFollowsKdcClock: boolean;
  /** The longest that a ticket lives, in seconds. */
  readonly longestTicketS: number;
}

/** krb5.conf: what a computer of the realm knows. Nothing is asked of DNS. */
export function krb5Conf({ realm, domain, port, enctypes, clientFollowsKdcClock }: RealmFiles): string {
  const types = enctypes.join(" ");
  const lines = [
    "[libdefaults]",
    ` default_realm = ${realm}`,
    " dns_lookup_realm = false",
    " dns_lookup_kdc = false",
    " dns_canonicalize_hostname = false",
    " dns_uri_lookup = false",
    " rdns = false",
    ' qualify_shortname = ""',
    ` kdc_timesync = ${clientFollowsKdcClock ? 1 : 0}`,
    ...(types === "" ? [] : [` permitted_enctypes = ${types}`, " allow_weak_crypto = true"]),
    "[realms]",
    ` ${realm} = {`,
    `  kdc = 127.0.0.1:${port}`,
    " }",
    "[domain_realm]",
    ` .${domain} = ${realm}`,
    ` ${domain} = ${realm}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** kdc.conf: who cannot prove a password is told nothing, as a domain controller has it. */
export function kdcConf({ folder, realm, port, enctypes, longestTicketS }: RealmFiles): string {
  const salted = enctypes.map((type) => `${type}:normal`).join(" ");
  const lines = [
    "[kdcdefaults]",
    ` kdc_listen = 127.0.0.1:${port}`,
    ` kdc_tcp_listen = 127.0.0.1:${port}`,
    "[realms]",
    ` ${realm} = {`,
    `  database_name = ${join(folder, "principals")}`,
    `  key_stash_file = ${join(folder, "stash")}`,
    `  acl_file = ${join(folder, "acl")}`,
    "  default_principal_flags = +preauth",
    `  max_life = ${longestTicketS}s`,
    ...(salted === "" ? [] : [`  supported_enctypes = ${salted}`]),
    " }",
    "[logging]",
    ` kdc = FILE:${join(folder, "kdc.log")}`,
    ` admin_server = FILE:${join(folder, "admin.log")}`,
  ];
  return `${lines.join("\n")}\n`;
}
