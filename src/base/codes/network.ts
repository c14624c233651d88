import { certificateFaults } from "./certificate.ts";
import type { FaultRow } from "./row.ts";

/** INV4xx: names, connections, TLS, HTTP, and which computer it is that answers. */
export const networkFaults = {
  INV401: {
    title: "the name does not exist",
    hint: "Correct the target's name, or give it an address of its own with `address`. A computer that never registered in DNS has no name yet.",
    causes: [
      "The name is misspelt, or lacks the domain that this computer would need to find it.",
      "The computer never registered in DNS, or was away so long that its record was scavenged.",
    ],
    retryable: false,
    state: "unreachable",
  },
  INV402: {
    title: "the name could not be looked up",
    hint: "The name server did not answer properly. Check DNS on this computer, or give the target an address with `address`.",
    retryable: true,
    state: "unreachable",
  },
  INV403: {
    title: "the connection was refused",
    hint: "The computer is there, but nothing listens on this port. Is WinRM set up (winrm quickconfig), and is the port right (5985, with TLS 5986)?",
    // MicrosoftDocs/win32, WinRM: installation and configuration; Windows SDK wsmerror.h, 0x80338012.
    causes: [
      "WinRM was never set up on this computer: client editions of Windows do not listen by default.",
      "The listener is on another port, or only with TLS.",
      "The computer is starting or stopping, and the service does not listen at this moment.",
    ],
    retryable: true,
    state: "unreachable",
  },
  INV404: {
    title: "no connection within the connect timeout",
    hint: "The computer is off or away, its address in DNS is stale, or a firewall drops what comes to this port.",
    // Windows SDK wsmerror.h, 0x80338126: down, a wrong name, or a firewall; on public networks the local subnet only.
    causes: [
      "The computer is off, asleep or away from the network.",
      "DNS still holds an address that the computer no longer has.",
      "A firewall drops the packets without a word. On a network that Windows takes for public, its own rule for WinRM lets only the local subnet in.",
    ],
    retryable: false,
    state: "unreachable",
  },
  INV405: {
    title: "no route to the host",
    hint: "The network says that this address cannot be reached. Check routes, VPN and firewall, and whether the address is right.",
    retryable: false,
    state: "unreachable",
  },
  INV406: {
    title: "the connection was lost",
    hint: "The host or something on the way closed the connection in the middle of an exchange; the computer may be restarting. A port that wants TLS closes like this on plain HTTP.",
    // Windows ends idle connections after about two minutes: seen, not documented.
    causes: [
      "The computer is restarting, or the WinRM service is.",
      "The connection rested for so long that the host, or a firewall on the way, gave it up.",
      "The port wants TLS and was spoken to in plain HTTP.",
    ],
    retryable: true,
    state: "unreachable",
  },
  INV407: {
    title: "no answer in time",
    hint: "The host took the connection and then stayed silent; it may be overloaded, asleep or restarting.",
    causes: [
      "The computer is overloaded, asleep or about to restart.",
      "Its WinRM service hangs: the connection is there, and nobody reads from it.",
      "The way to it was lost without a word, as when a laptop leaves its VPN.",
    ],
    retryable: true,
    state: "unreachable",
  },
  INV408: {
    title: "the answer is too large",
    hint: "No answer of WinRM is this large; it was cut off. Look for a proxy or another service on this port.",
    retryable: false,
    state: "failed",
  },
  INV409: {
    title: "the answer is not readable as HTTP",
    hint: "Something other than WinRM answers on this port. Check `port` and connection.tls.",
    retryable: false,
    state: "failed",
  },
  INV410: {
    title: "another computer answers at this name",
    hint: "DNS gives an address that another computer has now; nothing was sent to it. Let DNS be cleaned up (scavenging). Where the name is an alias on purpose, list the computer under its own name with `address`.",
    causes: [
      "DNS holds a stale record: the address went to another computer since, which the same account may log on to as well.",
      "The name is an alias, on purpose.",
      "The computer was renamed, and the list still has its old name.",
    ],
    retryable: false,
    state: "unreachable",
  },
  INV411: {
    title: "the certificate is not trusted",
    hint: "Trust the authority that issued it: add it to the operating system's store of this computer, or name its file in connection.ca or NODE_EXTRA_CA_CERTS. Of a self-signed one, write the `fingerprint`.",
    causes: [
      "The listener's certificate is self-signed.",
      "The domain's own authority issued it, and the computer that runs this is not in that domain.",
      "A proxy on the way opens TLS and shows a certificate of its own.",
    ],
    retryable: false,
    state: "failed",
  },
  INV412: {
    title: "the certificate is outside its dates",
    hint: "Renew the certificate of the host's WinRM listener; if it is valid, check the clocks of both computers.",
    retryable: false,
    state: "failed",
  },
  INV413: {
    title: "the certificate is for another name",
    hint: "Write the target's name as it stands in the certificate (mostly the full DNS name) and use `address` for where to connect; behind a gateway, write the gateway's name as `server-name`; or issue the listener a certificate with this name.",
    causes: [
      "The target is written as a short name or an address, while the certificate holds the full DNS name.",
      "The computer was renamed after the certificate was issued.",
      "DNS holds a stale record, and another computer answers.",
    ],
    retryable: false,
    state: "failed",
  },
  INV414: {
    title: "no TLS connection could be agreed",
    hint: "The host's TLS versions and ciphers do not meet ours (TLS 1.2 at least), or its listener has no usable certificate: winrm enumerate winrm/config/listener.",
    // A computer that goes down or comes up ends a handshake like one that has no certificate.
    retryable: true,
    state: "failed",
  },
  INV415: {
    title: "the port speaks plain HTTP, not TLS",
    hint: "Set connection.tls: false for this port, or use the port of the TLS listener (5986).",
    retryable: false,
    state: "failed",
  },
  INV416: {
    title: "the port speaks TLS, not plain HTTP",
    hint: "Set connection.tls: true for this port, or use the port of the plain listener (5985).",
    retryable: false,
    state: "failed",
  },
  INV417: {
    title: "this computer cannot open another connection",
    hint: "Too many connections or open files at once on the computer that runs this. Lower rollout.concurrency and rollout.in-flight, or raise the limit (ulimit -n).",
    retryable: true,
    state: "unreachable",
  },
  INV420: {
    title: "what answers is not WinRM",
    hint: "A web server answers on this port, but no WinRM under /wsman. Check `port`, and look for a proxy in between.",
    retryable: false,
    state: "failed",
  },
  INV421: {
    title: "the host finds the message too large",
    hint: 'Raise the limit on the host: winrm set winrm/config @{MaxEnvelopeSizekb="500"}.',
    retryable: false,
    state: "failed",
  },
  INV422: {
    title: "the host is too busy",
    hint: "Its WinRM service is starting, stopping or overloaded. It is tried again by itself as far as `retries` allows.",
    retryable: true,
    state: "failed",
  },
  INV423: {
    title: "the host answered with an error and no word about it",
    hint: "Its WinRM service is in trouble, or asks for encryption that this kind of logon does not bring. Restart the service on the host; look into its event log Microsoft-Windows-WinRM.",
    retryable: false,
    state: "failed",
  },
  INV424: {
    title: "the host sends us elsewhere",
    hint: "WinRM does not redirect, so it was not followed. Look for a proxy or another web service on this port.",
    retryable: false,
    state: "failed",
  },
  INV425: {
    title: "the host calls the request bad",
    hint: "The web service on this port does not know the target by this name, or lost track of the connection. Check the target's name and `port`.",
    retryable: false,
    state: "failed",
  },
  INV426: {
    title: "the host answered with an HTTP status that WinRM does not use",
    hint: "Look for a proxy or another web service on this port.",
    retryable: false,
    state: "failed",
  },
  INV427: {
    title: "connected, and not a word",
    hint: "Something takes the connection and does not answer. Look whether the computer is awake, and what stands before it.",
    causes: [
      "The computer is asleep, hangs or is about to restart, and its network card or a proxy takes the connection for it.",
      "Its HTTP service hangs: the connection is there, and nobody reads from it.",
    ],
    retryable: false,
    state: "unreachable",
  },
  ...certificateFaults,
} as const satisfies Record<string, FaultRow>;
