/**
 * Logging on with a client certificate: the profile https/mutual of DSP0226 12, which WinRM has where its setting
 * Certificate is true ([MS-WSMV] 3.1.4.1.29.2). The proof is made in the handshake, RFC 5246 7.4.6 and 7.4.8.
 */
import { constants, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import type { CertificateCredential } from "../../base/credential.ts";
import { Fault } from "../../base/fault.ts";

/** What the Authorization header of each request holds. */
export const MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

/** Throws a Fault where the certificate can convince nobody: unreadable, outside its dates at `nowMs`, or without its key. */
export function checkClientCertificate(credential: CertificateCredential, nowMs: number): void {
  const certificate = readCertificate(credential);
  checkDates(certificate, { credential, nowMs });
  if (!certificate.checkPrivateKey(openKey(credential))) {
    throw new Fault("INV432", `The key of ${named(credential)} belongs to another certificate.`);
  }
}

/** Throws INV431 where the certificate is outside its dates at `nowMs`. */
export function checkClientDates(credential: CertificateCredential, nowMs: number): void {
  checkDates(readCertificate(credential), { credential, nowMs });
}

/**
 * What a handshake is made with. TLS 1.3 asks for certificates after the handshake, which Node cannot answer, and
 * Windows does so (seen on Server 2022); and it answers resumed sessions with 503, so no ticket is asked for.
 */
export function clientContext(credential: CertificateCredential, trust: SecureContextOptions): SecureContext {
  const key = openKey(credential).export({ type: "pkcs8", format: "pem" });
  try {
    return createSecureContext({
      ...trust,
      cert: credential.certificate,
      key,
      maxVersion: "TLSv1.2",
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
  } catch (error) {
    throw unreadable(credential, error);
  }
}

/** The alerts that speak of the client's certificate, RFC 5246 7.2.2, as the endings of OpenSSL's names for them. */
const ALERTS =
  /ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR|HANDSHAKE_FAILURE)$/;

/** The alert by which a host that asked for a certificate refuses it, or null where an error says something else. */
export function refusingAlert(error: unknown): string | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  const alert = typeof code === "string" ? ALERTS.exec(code) : null;
  return alert === null ? null : alert[0].replace("ALERT_", "").replaceAll("_", " ").toLowerCase();
}

function readCertificate(credential: CertificateCredential): X509Certificate {
  try {
    return new X509Certificate(credential.certificate);
  } catch (error) {
    throw unreadable(credential, error);
  }
}

interface Moment {
  readonly credential: CertificateCredential;
  readonly nowMs: number;
}

function checkDates({ validFromDate, validToDate }: X509Certificate, { credential, nowMs }: Moment): void {
  if (nowMs >= validFromDate.getTime() && nowMs <= validToDate.getTime()) return;
  const [from, to] = [validFromDate, validToDate].map(dayOf);
  throw new Fault("INV431", `The certificate of ${named(credential)} holds from ${from} to ${to}.`);
}

/** OpenSSL reads certificates whose dates it cannot read. */
function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "no day that can be read" : date.toISOString().slice(0, 10);
}

function openKey(credential: CertificateCredential): KeyObject {
  const { key, passphrase } = credential;
  const pem = key.reveal();
  const sealed = /ENCRYPTED/.test(pem);
  if (sealed && passphrase === null) {
    throw new Fault("INV433", `The key of ${named(credential)} is sealed, and there is no passphrase for it.`);
  }
  try {
    return createPrivateKey(sealed ? { key: pem, passphrase: passphrase?.reveal() ?? "" } : pem);
  } catch (error) {
    if (sealed) throw new Fault("INV433", `The passphrase does not open the key of ${named(credential)}.`);
    throw unreadable(credential, error);
  }
}

/** OpenSSL's reason alone: its errors may quote what they choked on. */
function unreadable(credential: CertificateCredential, error: unknown): Fault {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  const reason = typeof code === "string" ? ` (${code})` : "";
  return new Fault("INV434", `The certificate or the key of ${named(credential)} cannot be read${reason}.`);
}

function named({ name }: CertificateCredential): string {
  return name === "" ? "the credential" : `credential ${name}`;
}
