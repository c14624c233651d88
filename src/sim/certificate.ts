/** As much of X.509 as a throwaway authority needs: RFC 5280 4.1, RFC 5480 and RFC 5758 for its one kind of key. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { contextTag, DerTag, writeDer, writeOid } from "../net/auth/der.ts";

/** A certificate as DER, and the key that belongs to it. */
export interface Identity {
  readonly name: string;
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Tag bytes beside those of the DER reader, X.690 8 and RFC 5280 4.2.1.6. */
const Tag = { boolean: 0x01, integer: 0x02, bits: 0x03, utf8: 0x0c, utcTime: 0x17, set: 0x31, dns: 0x82, ip: 0x87 };
/** The purpose of proving a client, RFC 5280 4.2.1.12. */
export const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
const Oid = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: CLIENT_AUTH,
  userPrincipalName: "1.3.6.1.4.1.311.20.2.3",
};
const DAY_MS = 86_400_000;
const LIFE_DAYS = 30;

/** A new authority that signs itself. */
export function createAuthority(name: string): Identity {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const basic = extension(Oid.basicConstraints, sequence(writeDer(Tag.boolean, Buffer.from([0xff]))), true);
  // keyCertSign and cRLSign, RFC 5280 4.2.1.3.
  const usage = extension(Oid.keyUsage, writeDer(Tag.bits, Buffer.from([0x01, 0x06])), true);
  const issuer = { name, privateKey: keys.privateKey, publicKey: keys.publicKey };
  const extensions = [basic, usage, subjectKeyId(keys.publicKey)];
  return { ...issuer, certificate: issue({ issuer, name, publicKey: keys.publicKey, extensions }) };
}

/** A key for a server or a client; every certificate of a fleet may use the same. */
export function createKey(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** Whom a server's certificate is for. */
interface ServerNames {
  readonly names: readonly string[];
  /** As bytes. */
  readonly addresses: readonly Buffer[];
}

/** A server's certificate as DER for these DNS names and IPv4 or IPv6 addresses (as bytes). */
export function issueServer(
  issuer: Identity,
  server: ServerNames & { readonly publicKey: KeyObject; readonly expired?: boolean },
): Buffer {
  const { names, addresses, publicKey, expired = false } = server;
  const alternatives = [
    ...names.map((name) => writeDer(Tag.dns, Buffer.from(name, "latin1"))),
    ...addresses.map((address) => writeDer(Tag.ip, address)),
  ];
  const extensions = leaf({ issuer, publicKey, purpose: Oid.serverAuth, alternatives });
  return issue({ issuer, name: names[0] ?? issuer.name, publicKey, extensions, expired });
}

/** A client's certificate as DER, for a user principal name such as `user@localhost`, which is what WinRM maps to an account. */
export function issueClient(
  issuer: Identity,
  { name, publicKey }: { readonly name: string; readonly publicKey: KeyObject },
): Buffer {
  const text = writeDer(contextTag(0), writeDer(Tag.utf8, Buffer.from(name, "utf8")));
  // otherName, RFC 5280 4.2.1.6.
  const alternatives = [writeDer(contextTag(0), writeOid(Oid.userPrincipalName), text)];
  const extensions = leaf({ issuer, publicKey, purpose: Oid.clientAuth, alternatives });
  return issue({ issuer, name, publicKey, extensions });
}

interface Leaf {
  readonly issuer: Identity;
  readonly publicKey: KeyObject;
  readonly purpose: string;
  readonly alternatives: readonly Buffer[];
}

/** The extensions of a certificate that issues no others. */
function leaf({ issuer, publicKey, purpose, alternatives }: Leaf): readonly Buffer[] {
  return [
    extension(Oid.basicConstraints, sequence(), true),
    // digitalSignature, RFC 5280 4.2.1.3.
    extension(Oid.keyUsage, writeDer(Tag.bits, Buffer.from([0x07, 0x80])), true),
    extension(Oid.extendedKeyUsage, sequence(writeOid(purpose))),
    extension(Oid.subjectAltName, sequence(...alternatives)),
    extension(Oid.authorityKeyId, sequence(writeDer(0x80, keyId(issuer.publicKey)))),
    subjectKeyId(publicKey),
  ];
}

/** DER as PEM, RFC 7468. */
export function toPem(certificate: Buffer): string {
  const lines = certificate
    .toString("base64")
    .replace(/(.{64})/g, "$1\n")
    .trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

interface Issue {
  readonly issuer: Pick<Identity, "name" | "privateKey">;
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly expired?: boolean;
}

/** TBSCertificate and its signature, RFC 5280 4.1.1 and 4.1.2. */
function issue({ issuer, name, publicKey, extensions, expired = false }: Issue): Buffer {
  const algorithm = sequence(writeOid(Oid.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  const now = Date.now();
  const [from, to] = expired ? [-LIFE_DAYS, -1] : [-1, LIFE_DAYS];
  const toBeSigned = sequence(
    writeDer(contextTag(0), writeDer(Tag.integer, Buffer.from([2]))),
    writeDer(Tag.integer, serial),
    algorithm,
    distinguished(issuer.name),
    sequence(utcTime(now + from * DAY_MS), utcTime(now + to * DAY_MS)),
    distinguished(name),
    publicKey.export({ type: "spki", format: "der" }),
    writeDer(contextTag(3), sequence(...extensions)),
  );
  const signature = sign("sha256", toBeSigned, issuer.privateKey);
  return sequence(toBeSigned, algorithm, writeDer(Tag.bits, Buffer.from([0]), signature));
}

/** A common name holds at most 64 characters (RFC 5280 appendix A.1); the rest is in the alternative names. */
function distinguished(name: string): Buffer {
  const text = writeDer(Tag.utf8, Buffer.from(name.slice(0, 64), "utf8"));
  return sequence(writeDer(Tag.set, sequence(writeOid(Oid.commonName), text)));
}

function extension(oid: string, value: Buffer, critical = false): Buffer {
  const mark = critical ? [writeDer(Tag.boolean, Buffer.from([0xff]))] : [];
  return sequence(writeOid(oid), ...mark, writeDer(DerTag.octets, value));
}

function subjectKeyId(key: KeyObject): Buffer {
  return extension(Oid.subjectKeyId, writeDer(DerTag.octets, keyId(key)));
}

/** Any value will do that is the same for the same key: RFC 5280 4.2.1.2. */
function keyId(key: KeyObject): Buffer {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}

/** YYMMDDHHMMSSZ, RFC 5280 4.1.2.5.1. */
function utcTime(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/^\d\d|[-:T]|\.\d+/g, "");
  return writeDer(Tag.utcTime, Buffer.from(text, "latin1"));
}

function sequence(...content: readonly Buffer[]): Buffer {
  return writeDer(DerTag.sequence, ...content);
}
