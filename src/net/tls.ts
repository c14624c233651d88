import { isIP, type Socket } from "node:net";
import tls, { type ConnectionOptions, type SecureContext, type TLSSocket } from "node:tls";
import type { FaultCode } from "../base/codes/index.ts";
import { Fault } from "../base/fault.ts";

/** How to secure a connection. */
export interface SecureOptions {
  /** The name that the certificate must be for. */
  readonly name: string;
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
export function secure(socket: Socket, { name, ca, signal }: SecureOptions): Promise<TLSSocket> {
  const secureContext = contextFor(ca);
  return new Promise((resolve, reject) => {
    const server: ConnectionOptions = isIP(name) === 0 ? { servername: name } : { host: name };
    const secured = tls.connect({ socket, secureContext, rejectUnauthorized: true, ...server });
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
    const done = () => settle(null);
    const failed = (error: NodeJS.ErrnoException) => settle(tlsFault(error, name));
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
  const certificate = secured.getPeerX509Certificate();
  if (certificate === undefined) throw new Fault("INV414", "The host showed no certificate.");
  return certificate.raw;
}

/** What an error of a handshake means. */
function tlsFault(error: NodeJS.ErrnoException, name: string): Fault {
  const reason = error.code ?? "no reason given";
  const code = CODES[reason] ?? "INV414";
  const sentences: Partial<Record<FaultCode, string>> = {
    INV411: `The certificate of ${name} is not trusted (${reason}).`,
    INV412: `The certificate of ${name} is outside its dates (${reason}).`,
    INV413: `The certificate that ${name} shows is for another name.`,
    INV415: `${name} speaks plain HTTP where TLS was expected.`,
  };
  return new Fault(code, sentences[code] ?? `No TLS connection with ${name} could be agreed (${reason}).`, {
    cause: error,
  });
}

const contexts = new WeakMap<readonly string[], SecureContext>();
let trusted: readonly string[] | undefined;

/** One context for all connections that trust the same: reading hundreds of certificates costs milliseconds. */
function contextFor(ca: readonly string[]): SecureContext {
  const known = contexts.get(ca);
  if (known !== undefined) return known;
  trusted ??= usualAuthorities();
  const context = tls.createSecureContext({ ca: [...trusted, ...ca] });
  contexts.set(ca, context);
  return context;
}

/** Node's authorities and the operating system's, where the domain's own stands. Node before 22.15 knows only its own. */
function usualAuthorities(): readonly string[] {
  if (typeof tls.getCACertificates !== "function") return tls.rootCertificates;
  return [...new Set([...tls.getCACertificates("default"), ...tls.getCACertificates("system")])];
}
