import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { contextTag, DerTag, writeDer, writeOid } from "../../src/net/auth/der.ts";

/** X.509 v3 certificates on P-256 (RFC 5280 4.1), made for one test run, so that no key lies in the project. */

export interface Issued {
  readonly key: string;
  readonly cert: string;
}

interface Authority extends Issued {
  readonly keyObject: KeyObject;
}

export interface Wanted {
  readonly dns: string;
  /** Years of the first and last day; both the first of January. */
  readonly years?: readonly [number, number];
}

const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const ECDSA_SHA256 = writeDer(DerTag.sequence, writeOid("1.2.840.10045.4.3.2"));
const YEARS = [2020, 2120] as const;

function sequence(...parts: readonly Buffer[]): Buffer {
  return writeDer(DerTag.sequence, ...parts);
}

function name(text: string): Buffer {
  const attribute = sequence(writeOid("2.5.4.3"), writeDer(UTF8_STRING, Buffer.from(text)));
  return sequence(writeDer(0x31, attribute));
}

function bitString(bytes: Buffer): Buffer {
  return writeDer(0x03, Buffer.from([0]), bytes);
}

function certificate({
  subject,
  issuer,
  years,
  publicKey,
  signer,
  extension,
}: {
  readonly subject: string;
  readonly issuer: string;
  readonly years: readonly [number, number];
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extension: Buffer;
}): string {
  const dates = years.map((year) => writeDer(GENERALIZED_TIME, Buffer.from(`${year}0101000000Z`)));
  const body = sequence(
    writeDer(contextTag(0), writeDer(0x02, Buffer.from([2]))),
    writeDer(0x02, Buffer.from([1 + Math.floor(subject.length % 100)])),
    ECDSA_SHA256,
    name(issuer),
    sequence(...dates),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    writeDer(contextTag(3), sequence(extension)),
  );
  const der = sequence(body, ECDSA_SHA256, bitString(sign("sha256", body, signer)));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const AUTHORITY = "A test authority";

/** An authority of its own. */
export function newAuthority(): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const constraints = writeDer(DerTag.octets, sequence(writeDer(0x01, Buffer.from([0xff]))));
  const extension = sequence(writeOid("2.5.29.19"), constraints);
  const parts = { subject: AUTHORITY, issuer: AUTHORITY, years: YEARS, publicKey, signer: privateKey, extension };
  return { key: pem(privateKey), cert: certificate(parts), keyObject: privateKey };
}

/** A server's certificate from that authority. */
export function issue(authority: Authority, { dns, years = YEARS }: Wanted): Issued {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const alternatives = writeDer(DerTag.octets, sequence(writeDer(0x82, Buffer.from(dns))));
  const extension = sequence(writeOid("2.5.29.17"), alternatives);
  const parts = { subject: dns, issuer: AUTHORITY, years, publicKey, signer: authority.keyObject, extension };
  return { key: pem(privateKey), cert: certificate(parts) };
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}
