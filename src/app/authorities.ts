import { X509Certificate } from "node:crypto";
import { dirname, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Plan } from "../model/plan.ts";
import { readBounded } from "./read-text.ts";

/** All authorities of an operating system together are half a MiB. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The PEM texts of the authorities that a plan's connection names. Throws INV305 where they are none. */
export async function authoritiesOf({ connection, runbook }: Plan): Promise<readonly string[]> {
  return connection.ca === null ? [] : [await readAuthorities(resolve(dirname(runbook.file), connection.ca))];
}

/** The authorities in a PEM file, as they stand there. Throws INV305 where there are none. */
export async function readAuthorities(path: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new Refusal("INV305", `The certificate authorities in ${path} cannot be read: ${why}.`, { cause });
  let bytes: Buffer;
  try {
    bytes = await readBounded(path, MOST_BYTES);
  } catch (cause) {
    throw refuse((cause as NodeJS.ErrnoException).code ?? "unknown error", cause);
  }
  if (bytes.length > MOST_BYTES) throw refuse(`it is longer than ${MOST_BYTES / 1024 / 1024} MiB`);
  const pem = bytes.toString("utf8");
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw refuse("no certificate in PEM form stands in it");
  // OpenSSL passes over what it cannot read without a word.
  for (const certificate of certificates) {
    try {
      new X509Certificate(certificate);
    } catch (cause) {
      throw refuse("a certificate in it is damaged", cause);
    }
  }
  return pem;
}
