/** Principals out of user names: RFC 4120 6.2; a backslash in a part is doubled, as krb5 libraries read names. */

/**
 * The principal of a user name: `user@realm` has its realm in capitals, as domains have; `DOMAIN\user` has one where
 * DOMAIN is written in full, or is the first label of the realm of the configuration. Else null: a short domain may be
 * a computer's own name, and a bare name a local account of it.
 */
export function principalOf(username: string, defaultRealm: string | null): string | null {
  const at = username.lastIndexOf("@");
  const slash = username.indexOf("\\");
  if (slash === -1)
    return at <= 0 ? null : joined(username.slice(0, at), realmOf(username.slice(at + 1), defaultRealm));
  const realm = realmOfDomain(username.slice(0, slash), defaultRealm);
  return realm === null ? null : joined(username.slice(slash + 1), realm);
}

/** The same for who asks for Kerberos alone: a bare name is one of the realm of the configuration. */
export function principalWithin(username: string, defaultRealm: string | null): string | null {
  const known = principalOf(username, defaultRealm);
  if (known !== null || defaultRealm === null || /[@\\]/.test(username)) return known;
  return joined(username, defaultRealm);
}

function realmOfDomain(domain: string, defaultRealm: string | null): string | null {
  if (domain.includes(".") && domain !== ".") return realmOf(domain, defaultRealm);
  const label = defaultRealm?.split(".", 1)[0]?.toUpperCase();
  return label !== undefined && label === domain.toUpperCase() ? defaultRealm : null;
}

function realmOf(text: string, defaultRealm: string | null): string {
  return defaultRealm?.toUpperCase() === text.toUpperCase() ? defaultRealm : text.toUpperCase();
}

function joined(user: string, realm: string): string | null {
  return user === "" || realm === "" ? null : `${user.replaceAll("\\", "\\\\").replaceAll("@", "\\@")}@${realm}`;
}
