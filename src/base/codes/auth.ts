import type { FaultRow } from "./row.ts";

/** INV5xx: logging on, and the protection of what is said afterwards. */
export const authFaults = {
  INV501: {
    title: "the logon was refused",
    hint: "Check the user name (DOMAIN\\user or user@domain), the password, and that the account may log on to this computer over the network. No further logon is tried here. With TLS, a proxy that ends it on the way makes every logon fail.",
    retryable: false,
    state: "failed",
  },
  INV502: {
    title: "the host does not offer Negotiate",
    hint: 'Allow it on the host: winrm set winrm/config/service/auth @{Negotiate="true"}; or choose another kind under connection.auth.',
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
    title: "Basic over plain HTTP is refused",
    hint: "It would send the password readable by all. Set connection.tls: true, or connection.auth: negotiate.",
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
    retryable: false,
    state: "failed",
  },
  INV511: {
    title: "the host refuses NTLM",
    hint: 'Its policy may restrict NTLM ("Network security: Restrict NTLM"). Allow it for this computer, or use connection.auth: basic with tls: true.',
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
