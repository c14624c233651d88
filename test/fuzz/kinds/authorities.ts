import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { readAuthorities } from "../../../src/app/authorities.ts";
import type { CertificateCredential } from "../../../src/base/credential.ts";
import { Refusal } from "../../../src/base/refusal.ts";
import { Secret } from "../../../src/base/secret.ts";
import { checkClientDates } from "../../../src/net/auth/certificate.ts";
import { tlsServerEndPoint } from "../../../src/net/auth/channel-binding.ts";
import { signedCertificates } from "../../net/fixtures/signed-certificates.ts";
import { type Kind, verdictOf } from "../kind.ts";
import { derMutators } from "../mutations/der.ts";
import { lineMutators } from "../mutations/lines.ts";
import type { Mutator } from "../mutations/mutator.ts";
import { longRuns } from "../mutations/runs.ts";

let folder: string | null = null;

/** A change of what stands within the lines of the first certificate. */
function within(change: Mutator): Mutator {
  return (input, chance, material) => {
    const text = input.toString("latin1");
    const body = /-----BEGIN CERTIFICATE-----\s([\w+/=\s]*)-----END/.exec(text)?.[1];
    if (body === undefined) return input;
    const lines =
      change(Buffer.from(body, "base64"), chance, material)
        .toString("base64")
        .match(/.{1,64}/g) ?? [];
    return Buffer.from(
      text.replace(body, () => `${lines.join("\n")}\n`),
      "latin1",
    );
  };
}

function credential(certificate: string): CertificateCredential {
  return { kind: "certificate", name: "c", username: "", certificate, key: new Secret(""), passphrase: null };
}

/** Certificates in PEM: as authorities, as the certificate of a host and as one's own. */
export const certificates: Kind = {
  samples: [
    ...signedCertificates.map(({ pem }) => Buffer.from(pem)),
    Buffer.from(`Bag Attributes\n${signedCertificates.map(({ pem }) => pem).join("\n# next\n")}`),
  ],
  words: ["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN X509 CRL-----", "MIIB", "=", "\r\n"],
  text: true,
  structures: [...derMutators.map(within), ...lineMutators, longRuns],
  async try(input) {
    folder ??= mkdtempSync(join(tmpdir(), "invrun-authorities-"));
    const path = join(folder, "ca.pem");
    writeFileSync(path, input);
    const text = input.toString();
    const first = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(text)?.[1];
    await verdictOf(() => checkClientDates(credential(text), Date.UTC(2026, 10, 21)));
    if (first !== undefined) await verdictOf(() => tlsServerEndPoint(Buffer.from(first, "base64")));
    try {
      createSecureContext({ ca: [await readAuthorities(path)] });
      return "accepted";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return "refused";
    }
  },
  async close() {
    if (folder !== null) rmSync(folder, { recursive: true });
    folder = null;
  },
};
