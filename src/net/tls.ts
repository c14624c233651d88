import { createHash, timingSafeEqual } from "node:crypto";
import { isIP, type Socket } from "node:net";
import tls, { type ConnectionOptions, type SecureContext, type SecureContextOptions, type TLSSocket } from "node:tls";
import type { FaultCode } from "../base/codes/index.ts";
import type { CertificateCredential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import { formatFingerprint } from "../base/fingerprint.ts";
import { clientContext, refusingAlert } from "./auth/certificate.ts";

/** How to secure a connection. */
export interface SecureOptions {
  /** The target's name, for what people read. */
  readonly name: string;
  /** The name that the certificate must be for; it is also what the host is asked for. */
  readonly serverName: string;
  /** SHA-256 of the one certificate that is accepted, in 64 small digits; whoever issued it and for whom is then not asked. Null for none. */
  readonly fingerprint: string | null;
  /** What to log on with in the handshake; null for other kinds of logon. */
  readonly client: CertificateCredential | null;
  /** PEM texts of authorities trusted beside Node's and the operating system's; what is no certificate is ignored. Hand in the same array each time. */
  readonly ca: readonly string[];
  readonly signal: AbortSignal;
}

/** Errors of verification (OpenSSL's X509_V_ERR names, and Node's own) by what they mean to the reader. */
const CODES: Readonly<Record<string, FaultCode>> = {
  CERT_HAS_EXPIRED: "INV412",
  CERT_NOT_YET_VALID: "INV412",
  ERR_TLS_CERT_ALTNAME_INVALID: "INV413",
  HOSTNAME_MISMATCH: "INV413",
  DEPTH_ZERO_SELF_SIGNED_CERT: "INV411",
  SELF_SIGNED_CERT_IN_CHAIN: "INV411",
  UNABLE_TO_GET_ISSUER_CERT: "INV411",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "INV411",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "INV411",
  CERT_UNTRUSTED: "INV411",
  CERT_REJECTED: "INV411",
  CERT_REVOKED: "INV411",
  CERT_SIGNATURE_FAILURE: "INV411",
  CERT_CHAIN_TOO_LONG: "INV411",
  INVALID_CA: "INV411",
  INVALID_PURPOSE: "INV411",
  // What OpenSSL makes of bytes that are no TLS record.
  ERR_SSL_WRONG_VERSION_NUMBER: "INV415",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "INV415",
  ERR_SSL_HTTP_REQUEST: "INV415",
  ECONNRESET: "INV414",
  EPIPE: "INV414",
};

/** TLS over a connection that stands, verified. The socket is destroyed where it fails. */
export function secure(socket: Socket, options: SecureOptions): Promise<TLSSocket> {
  const { name, serverName, fingerprint, client, signal } = options;
  const secureContext = contextFor(options);
  return new Promise((resolve, reject) => {
    const server: ConnectionOptions = isIP(serverName) === 0 ? { servername: serverName } : { host: serverName };
    const secured = tls.connect({ socket, secureContext, rejectUnauthorized: fingerprint === null, ...server });
    if (client !== null) noteRequests(secured);
    const settle = (error: unknown) => {
      signal.removeEventListener("abort", cut);
      secured.removeListener("error", failed);
      secured.removeListener("close", closed);
      secured.removeListener("secureConnect", done);
      if (error === null) {
        resolve(secured);
        return;
      }
      secured.on("error", () => {});
      secured.destroy();
      socket.destroy();
      reject(error);
    };
    const done = () => settle(fingerprint === null ? null : pinFault(secured, { name, fingerprint }));
    const failed = (error: NodeJS.ErrnoException) => {
      const alert = client !== null && asksForCertificate(secured) ? refusingAlert(error) : null;
      settle(alert === null ? tlsFault(error, options) : certificateRefused(name, alert));
    };
    const closed = () => settle(new Fault("INV414", `${name} closed the connection while TLS was being agreed.`));
    const cut = () => settle(signal.reason);
    secured.once("secureConnect", done);
    secured.once("error", failed);
    secured.once("close", closed);
    if (signal.aborted) cut();
    else signal.addEventListener("abort", cut, { once: true });
  });
}

/** The certificate that the other side of a secured connection showed, as DER. */
export function certificateOf(secured: TLSSocket): Buffer {
  const certificate = shown.get(secured) ?? secured.getPeerX509Certificate()?.raw;
  if (certificate === undefined) throw new Fault("INV414", "The host showed no certificate.");
  shown.set(secured, certificate);
  return certificate;
}

/** Node gives each certificate away once. */
const shown = new WeakMap<TLSSocket, Buffer>();

/**
 * Whether the host has asked for a client certificate, in the first handshake or in a later one. Only such a request
 * tells a client which signatures the host takes: RFC 5246 7.4.4.
 */
export function asksForCertificate(secured: TLSSocket): boolean {
  return asking.has(secured);
}

/** Those whose host has asked. It is noted when a handshake ends: a connection that is closed knows nothing any more. */
const asking = new WeakSet<TLSSocket>();

function noteRequests(secured: TLSSocket): void {
  const note = () => {
    if (secured.getSharedSigalgs().length > 0) asking.add(secured);
  };
  secured.on("secureConnect", note);
  secured.on("error", () => {
    try {
      note();
    } catch {
      // Its handle is gone already.
    }
  });
}

/** The fault of a host that refuses the client certificate; `how` it said so. */
export function certificateRefused(name: string, how: string): Fault {
  return new Fault("INV429", `${name} refused the client certificate (${how}).`);
}

/** Null where the host shows the certificate that it must. */
function pinFault(secured: TLSSocket, { name, fingerprint }: { readonly name: string; readonly fingerprint: string }) {
  const digest = createHash("sha256").update(certificateOf(secured)).digest();
  if (timingSafeEqual(digest, Buffer.from(fingerprint, "hex"))) return null;
  return new Fault(
    "INV430",
    `${name} shows another certificate than the pinned one: ${formatFingerprint(digest.toString("hex"))}.`,
  );
}

/** What an error of a handshake means. */
function tlsFault(error: NodeJS.ErrnoException, { name, serverName, client }: SecureOptions): Fault {
  const reason = error.code ?? "no reason given";
  const code = CODES[reason] ?? "INV414";
  const limit = client === null ? "" : "; with a client certificate TLS 1.2 is spoken, and nothing newer";
  const sentences: Partial<Record<FaultCode, string>> = {
    INV411: `The certificate of ${name} is not trusted (${reason}).`,
    INV412: `The certificate of ${name} is outside its dates (${reason}).`,
    INV413: `The certificate that ${name} shows is for another name${serverName === name ? "" : ` than ${serverName}`}.`,
    INV415: `${name} speaks plain HTTP where TLS was expected.`,
  };
  return new Fault(code, sentences[code] ?? `No TLS connection with ${name} could be agreed (${reason})${limit}.`, {
    cause: error,
  });
}

/** By what is trusted, then by who logs on; null for those who do not in the handshake. */
const contexts = new WeakMap<readonly string[], Map<CertificateCredential | null, SecureContext>>();
let trusted: readonly string[] | undefined;

/** One context for all connections that trust the same: reading hundreds of certificates costs milliseconds. */
function contextFor({ ca, client }: SecureOptions): SecureContext {
  const known = contexts.get(ca) ?? new Map<CertificateCredential | null, SecureContext>();
  contexts.set(ca, known);
  let context = known.get(client);
  if (context !== undefined) return context;
  context = asksSystem ? createContext(client, { ca: [...usualAuthorities(), ...ca] }) : createContext(client, {});
  if (!asksSystem) for (const pem of ca) context.context.addCACert(pem);
  known.set(client, context);
  return context;
}

function createContext(client: CertificateCredential | null, trust: SecureContextOptions): SecureContext {
  return client === null ? tls.createSecureContext(trust) : clientContext(client, trust);
}

/**
 * Since Node 22.15. Before, nobody could ask for Node's own and those of NODE_EXTRA_CA_CERTS, which any `ca` given would
 * replace: there others are added to a context that was made without, as Node itself does it, by a call of no manual.
 */
const asksSystem = typeof tls.getCACertificates === "function";

/** Node's authorities and the operating system's, where the domain's own stands. */
function usualAuthorities(): readonly string[] {
  trusted ??= [...new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system")])];
  return trusted;
}
