import { createHash } from "node:crypto";
import { contextTag, DerTag, derChildren, readDer, readOid } from "./der.ts";

/** The channel binding `tls-server-end-point` of RFC 5929 4, and its place in NTLM, [MS-NLMP] 2.2.2.1 (MsvAvChannelBindings). */

const PREFIX = Buffer.from("tls-server-end-point:", "latin1");

/**
 * Signature and hash algorithms by object identifier, with the hash that binds. MD5 and SHA-1 become SHA-256
 * (RFC 5929 4.1); what is not listed does too. Sources: RFC 8017 appendix C, RFC 5758, FIPS 180-4 OIDs.
 */
const HASH_OF: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.113549.1.1.14": "sha224",
  "1.2.840.10045.4.3.1": "sha224",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  "2.16.840.1.101.3.4.2.4": "sha224",
};

/** RSASSA-PSS names its hash in its parameters: RFC 8017 A.2.3. */
const RSA_PSS = "1.2.840.113549.1.1.10";

/** The application data of the binding: the prefix and the hash of the server's certificate. `certificate` is DER. */
export function tlsServerEndPoint(certificate: Buffer): Buffer {
  return Buffer.concat([PREFIX, createHash(bindingHash(certificate)).update(certificate).digest()]);
}

/**
 * MD5 over gss_channel_bindings_struct (RFC 2744 3.11, all addresses empty) with this application data: 16 bytes, the
 * value of MsvAvChannelBindings.
 */
export function ntlmChannelBinding(applicationBytes: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(applicationBytes.length, 16);
  return createHash("md5").update(head).update(applicationBytes).digest();
}

/** The hash with which a certificate is bound, by its signatureAlgorithm (RFC 5280 4.1.1.2). */
export function bindingHash(certificate: Buffer): string {
  const [, algorithm] = derChildren(readDer(certificate)?.content ?? Buffer.alloc(0));
  const [oid, parameters] = derChildren(algorithm?.content ?? Buffer.alloc(0));
  if (oid?.tag !== DerTag.oid) return "sha256";
  const name = readOid(oid.content);
  const chosen = name === RSA_PSS ? pssHash(parameters?.content ?? Buffer.alloc(0)) : name;
  return HASH_OF[chosen] ?? "sha256";
}

/** hashAlgorithm of RSASSA-PSS-params, "" where it is left at its default (SHA-1). */
function pssHash(parameters: Buffer): string {
  const tagged = derChildren(parameters).find((child) => child.tag === contextTag(0));
  const [oid] = derChildren(readDer(tagged?.content ?? Buffer.alloc(0))?.content ?? Buffer.alloc(0));
  return oid?.tag === DerTag.oid ? readOid(oid.content) : "";
}
