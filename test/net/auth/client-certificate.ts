import { createPrivateKey } from "node:crypto";
import type { CertificateCredential } from "../../../src/base/credential.ts";
import { Secret } from "../../../src/base/secret.ts";
import type { Issued } from "../certificates.ts";

/** A credential of what was issued. */
export function clientCredential(
  { cert, key }: Issued,
  change: Partial<CertificateCredential> = {},
): CertificateCredential {
  return {
    kind: "certificate",
    name: "corp-client",
    username: "client.corp.example",
    certificate: cert,
    key: new Secret(key),
    passphrase: null,
    ...change,
  };
}

/** The same key, sealed with a passphrase. */
export function sealedKey({ key }: Issued, passphrase: string): Secret {
  const pem = createPrivateKey(key).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase });
  return new Secret(pem as string);
}
