import type { FaultRow } from "./row.ts";

/** INV513 to INV529: logging on with Kerberos. The causes are those of RFC 4120 7.5.9 and of MIT's documentation. */
export const kerberosFaults = {
  INV513: {
    title: "there is no library for Kerberos",
    hint: "Run `npm install koffi` beside invrun, and install the system's GSSAPI library (Debian: libgssapi-krb5-2; Red Hat: krb5-libs). Windows has its own, which takes a Node of 64 bits. With connection.auth: ntlm none is needed.",
    causes: [
      "The optional package koffi was left out of the installation, or does not exist for this machine.",
      "The system's GSSAPI library is not installed.",
      "In a journal, where NTLM followed on Windows: under `negotiate` with a password Windows' own Kerberos is left out until it was tried there.",
    ],
    retryable: false,
    state: "failed",
  },
  INV514: {
    title: "there is no Kerberos ticket",
    hint: "Run `kinit USER@REALM` as the user that runs invrun, and look with `klist`; KRB5CCNAME must name the same cache for both.",
    causes: [
      "Nobody has run kinit here, or another user has.",
      "KRB5CCNAME names another cache, or one that cannot be read.",
      "The cache holds the tickets of somebody else than the credential names.",
      "On Windows: whoever runs invrun is signed in to this computer alone, and not to a domain.",
    ],
    retryable: false,
    state: "failed",
  },
  INV515: {
    title: "the Kerberos tickets have expired",
    hint: "Run `kinit` again. For runs that last longer than tickets do, use a keytab.",
    retryable: false,
    state: "failed",
  },
  INV516: {
    title: "no key distribution center is known for the realm",
    hint: "Write the user as `user@REALM`, with the realm of the domain (CORP.EXAMPLE.COM). It must be found by DNS (_kerberos._tcp) or stand in /etc/krb5.conf, under [realms].",
    causes: [
      "The user name has no realm, and the configuration no default_realm.",
      "What stands behind the @ is a mail domain or a short name, and no realm.",
      "DNS here does not know the domain.",
    ],
    retryable: false,
    state: "failed",
  },
  INV517: {
    title: "the key distribution center does not answer",
    hint: "Is a domain controller reachable from here on port 88, by TCP and UDP? Check the network, VPN and firewall, and [realms] in /etc/krb5.conf.",
    retryable: true,
    state: "unreachable",
  },
  INV518: {
    title: "the clocks are too far apart for Kerberos",
    hint: "Kerberos allows five minutes. Set the clock of this computer, and that of the host, by the domain's time.",
    causes: ["The clock of this computer is wrong.", "The clock of the host, or of the domain controller, is wrong."],
    retryable: false,
    state: "failed",
  },
  INV519: {
    title: "the realm does not know the service name",
    hint: "Name the computer in full, as its domain has it (pc1.corp.example.com), not by an alias; `setspn -L COMPUTER` lists its service names.",
    causes: [
      "The target's name is an alias, or lacks its domain.",
      "The computer belongs to another domain, which this realm does not know, or to none.",
      "The service name HTTP/name is registered twice: `setspn -X` finds such.",
    ],
    retryable: false,
    state: "failed",
  },
  INV520: {
    title: "an address has no Kerberos",
    hint: "Name the target by its full name, and put the address under `address`; or use connection.auth: ntlm.",
    retryable: false,
    state: "failed",
  },
  INV521: {
    title: "the realm does not know the user",
    hint: "Check user and realm: it is the name of the account in its domain (sAMAccountName@REALM), which may differ from its mail address. No further logon is tried with this credential.",
    retryable: false,
    state: "failed",
  },
  INV522: {
    title: "the key distribution center refused the password",
    hint: "Correct the password, or make the keytab anew: each change of the account's password makes old keytabs useless. No further logon is tried with this credential.",
    causes: [
      "The password is wrong.",
      "The keytab is older than the account's password.",
      "The keytab was made for a name in other letters: capitals count.",
    ],
    retryable: false,
    state: "failed",
  },
  INV523: {
    title: "the account may not log on",
    hint: "Look at the account in its domain: it is locked, disabled or expired, or its password must be changed. No further logon is tried with this credential.",
    causes: [
      "The account is locked after too many wrong passwords.",
      "The account is disabled, or has expired.",
      "The password has expired, or must be changed at the next logon.",
    ],
    retryable: false,
    state: "failed",
  },
  INV524: {
    title: "there is no encryption type on which all agree",
    hint: "Messages are sealed with AES alone. Allow AES for the account and the computer in the domain (msDS-SupportedEncryptionTypes), and look at permitted_enctypes in /etc/krb5.conf.",
    causes: [
      "The account or the computer is held to RC4, an old type.",
      "The password was last changed before the domain knew AES: change it once.",
      "The keytab has no key of a type that the domain still allows.",
    ],
    retryable: false,
    state: "failed",
  },
  INV525: {
    title: "the keytab has no such key",
    hint: "Look with `klist -k -e FILE`: it must be readable, and hold a key of exactly this principal.",
    causes: [
      "The file does not exist, or the user that runs invrun may not read it.",
      "The keytab is of another principal; capitals count.",
    ],
    retryable: false,
    state: "failed",
  },
  INV526: {
    title: "the host refused the ticket",
    hint: "The realm let the account in, and this host did not. Look whose computer answers at this address, and whether the account may log on to it over the network.",
    // RFC 4120 3.2.3 (KRB_AP_ERR_MODIFIED); RFC 5929; MicrosoftDocs: "Access this computer from the network".
    causes: [
      "Another computer answers at this address: its entry in DNS is stale.",
      "The service name belongs to another account than the computer's, or the computer has lost the trust of its domain.",
      "The account may not log on to this computer over the network (a user right, set by group policy).",
      "With TLS: a proxy ends TLS on the way, and the host holds the logon against another certificate.",
      "The host's clock is wrong by more than five minutes.",
    ],
    retryable: false,
    state: "failed",
  },
  INV527: {
    title: "the host did not prove who it is",
    hint: "Nothing was sent to it. What answers is no Windows host of this realm; look for a proxy or another service on this port.",
    retryable: false,
    state: "failed",
  },
  INV528: {
    title: "Kerberos failed",
    hint: "The figures are those of the Kerberos library (RFC 2744 3.9.1; the minor one is krb5's own). KRB5_TRACE=/dev/stderr makes MIT's library tell what it does.",
    retryable: false,
    state: "failed",
  },
  INV529: {
    title: "the Kerberos library cannot take these tickets",
    hint: "Fetch the tickets beforehand, by `kinit -k -t KEYTAB PRINCIPAL` or `kinit`, and let KRB5CCNAME name the cache; or install MIT's library. On Windows, take a name and a password, or run invrun as that user.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
