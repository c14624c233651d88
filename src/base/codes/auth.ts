import { kerberosFaults } from "./kerberos.ts";
import type { FaultRow } from "./row.ts";

/** INV5xx: logging on, and the protection of what is said afterwards. */
export const authFaults = {
  INV501: {
    title: "the logon was refused",
    hint: "Check the user name (DOMAIN\\user or user@domain), the password, and that the account may log on to this computer over the network. No further logon is tried here. With TLS, a proxy that ends it on the way makes every logon fail.",
    // MS-NLMP 3.3.2; RFC 5929: a proxy that ends TLS breaks the binding of the logon to its channel.
    causes: [
      "The user name or the password is wrong. A local account is written without a domain, or behind the computer's own name.",
      "The account is locked, disabled or expired, or its password must be changed first.",
      "The account may not log on to this computer over the network (a user right, set by group policy).",
      "With TLS: a proxy ends TLS on the way, and the host holds the logon against another certificate.",
    ],
    retryable: false,
    state: "failed",
  },
  INV502: {
    title: "the host does not offer Negotiate",
    hint: 'Allow it on the host: winrm set winrm/config/service/auth @{Negotiate="true"}; or choose another kind under connection.auth.',
    // MicrosoftDocs/win32, WinRM: config/service/auth.
    causes: [
      "Negotiate was switched off in the WinRM settings of the host, mostly by group policy.",
      "What asks for the logon is not WinRM but a proxy or another web service.",
    ],
    retryable: false,
    state: "failed",
  },
  INV503: {
    title: "the host does not offer Basic",
    hint: 'Leave connection.auth at negotiate, or allow Basic on the host: winrm set winrm/config/service/auth @{Basic="true"}.',
    retryable: false,
    state: "failed",
  },
  INV504: {
    title: "a logon that needs TLS, over plain HTTP, is refused",
    hint: "Basic would send the password readable by all, and a certificate is shown in TLS alone. Set connection.tls: true, or connection.auth: negotiate.",
    retryable: false,
    state: "failed",
  },
  INV505: {
    title: "the host does not grant message sealing",
    hint: "Messages over plain HTTP are sent sealed or not at all. Set connection.tls: true, or allow 128-bit session security for NTLM on the host.",
    retryable: false,
    state: "failed",
  },
  INV506: {
    title: "the seal of an answer is broken",
    hint: "Something between here and the host changes what passes, or the host's security is at fault. Look for a proxy; try again.",
    retryable: false,
    state: "failed",
  },
  INV507: {
    title: "a plain answer came on a sealed connection",
    hint: "It was not believed, since anyone on the way could have written it. Look for a proxy or another service on this port.",
    retryable: false,
    state: "failed",
  },
  INV508: {
    title: "the host's logon token is malformed",
    hint: "What answers is hardly a Windows host; look for a proxy or another service on this port.",
    retryable: false,
    state: "failed",
  },
  INV509: {
    title: "a sealed answer is malformed",
    hint: "Something between here and the host changes what passes. Look for a proxy or another service on this port.",
    retryable: false,
    state: "failed",
  },
  INV510: {
    title: "the host accepted the logon and refused the message after it",
    hint: "Is there a proxy or load balancer that spreads one connection over several? Connect to the computer itself.",
    // A logon belongs to one TCP connection: MS-WSMV 2.2.9.1, MS-NTHT.
    causes: [
      "A proxy or load balancer spreads the requests of one connection over several.",
      "The host forgot the logon because the connection rested too long or the service was restarted.",
      "Where it is so from the first message on: the account may log on to the computer, and may not use WinRM.",
    ],
    retryable: false,
    state: "failed",
  },
  INV511: {
    title: "the host refuses NTLM",
    hint: 'Its policy may restrict NTLM ("Network security: Restrict NTLM"). Allow it for this computer, or use connection.auth: basic with tls: true.',
    causes: [
      "A security policy restricts incoming NTLM on the host, or in its domain.",
      "The host takes Kerberos alone.",
    ],
    retryable: false,
    state: "failed",
  },
  ...kerberosFaults,
  INV530: {
    title: "the logon was refused by a host whose clock is far off",
    hint: "Set the host's clock (w32tm /resync), then try again. If it is refused then too, check user name and password.",
    // MS-NLMP 3.3.2 and 2.2.2.7: the proof holds the host's own time, which a domain controller holds against its own.
    causes: [
      "The domain controller does not take a proof that is made with so wrong a time.",
      "The host lost the trust of its domain while its clock was wrong.",
      "The user name or the password is wrong, and the clock has nothing to do with it.",
    ],
    retryable: false,
    state: "failed",
  },
  INV531: {
    title: "this host refuses a credential that others accept",
    hint: "The password is right elsewhere. Look on this host for the account's right to log on over the network, and, with TLS, for a proxy in between.",
    // MS-NLMP 3.2.5.1.2; RFC 5929; MicrosoftDocs/win32, WinRM: all of these are the same bare 401.
    causes: [
      "The account is a local one, and this host has none of that name or another password for it.",
      "The account may not log on to this computer over the network (a user right, set by group policy).",
      "The host has lost the trust of its domain, or belongs to another one.",
      "With TLS: a proxy ends TLS on the way, so that the binding of the logon to its channel does not hold.",
      "The account was locked or its password changed a moment ago.",
    ],
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
