import type { FaultRow } from "./row.ts";

/** INV428 to INV434: certificates, a client's own and those that are pinned. */
export const certificateFaults = {
  INV428: {
    title: "the host does not ask for a client certificate",
    hint: 'Allow certificates on the host: winrm set winrm/config/service/auth @{Certificate="true"}; and see that its listener is one for HTTPS. Or choose another kind under connection.auth.',
    // MS-WSMV 3.1.4.1.29.2: the scheme is there if and only if Certificate is true.
    causes: [
      "Logons with certificates are not switched on in the WinRM settings of the host: by default they are not.",
      "A proxy ends TLS on the way, and asks nobody for a certificate.",
    ],
    retryable: false,
    state: "failed",
  },
  INV429: {
    title: "the host refuses the client certificate",
    hint: "Check that the host maps it to a local account (winrm enumerate winrm/config/service/certmapping), trusts its authority, and that it is one for client authentication. No further logon is tried here.",
    // Windows SDK, winrm/config/service/certmapping: subject, issuer, URI and enabled; the account's password is kept with it.
    causes: [
      "No mapping on the host fits its subject (a user principal name among the alternative names) and its issuer, or the mapping is disabled.",
      "The account that it is mapped to has another password now, is locked, or is no administrator.",
      "The host does not trust the authority: it must stand among its trusted root authorities, or the intermediate ones.",
      "It was revoked, or is not meant for client authentication.",
    ],
    retryable: false,
    state: "failed",
  },
  INV430: {
    title: "the host shows another certificate than the pinned one",
    hint: "Nothing was sent. Find out why it changed before you write its new `fingerprint`: a renewed listener has a new one, and so has somebody in between.",
    causes: [
      "The certificate of the listener was renewed.",
      "A proxy on the way opens TLS and shows a certificate of its own.",
      "Another computer answers at this address.",
    ],
    retryable: false,
    state: "failed",
  },
  INV431: {
    title: "the client certificate is outside its dates",
    hint: "Renew it; if it is valid, check the clock of this computer.",
    retryable: false,
    state: "failed",
  },
  INV432: {
    title: "the key does not fit the client certificate",
    hint: "Give the key that the certificate was issued for. Of several certificates in a file, the client's own must stand first.",
    retryable: false,
    state: "failed",
  },
  INV433: {
    title: "the key of the client certificate cannot be opened",
    hint: "It is sealed with a passphrase: give the right one with the credential.",
    retryable: false,
    state: "failed",
  },
  INV434: {
    title: "the client certificate or its key cannot be read",
    hint: "Both are needed in PEM form. Of a PFX file, `openssl pkcs12 -in FILE -clcerts -nokeys` and `openssl pkcs12 -in FILE -nocerts` make them.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;
