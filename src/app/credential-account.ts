import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { CertificateCredential, Credential } from "../base/credential.ts";
import { Refusal } from "../base/refusal.ts";
import { Secret } from "../base/secret.ts";
import type { AuthKind } from "../model/runbook.ts";
import type { NamedCredential } from "./config.ts";
import { readPrivateFile } from "./credential-file.ts";
import { pathFrom, readSecret, type SecretContext } from "./credential-secret.ts";
import type { EnvironmentAccount } from "./environment.ts";

/** A configured credential with its secrets read. Rejects with a Refusal. */
export async function openConfigured(
  { name, account, file: { folder } }: NamedCredential,
  context: Pick<SecretContext, "variable" | "terminal">,
): Promise<Credential> {
  const secret = (what: string, more = "") => ({ ...context, folder, of: `the ${what} of ${name}${more}` });
  switch (account.kind) {
    case "password": {
      const { kind, username } = account;
      return {
        kind,
        name,
        username,
        password: await readSecret(account.password, secret("password", ` (${username})`)),
      };
    }
    case "keytab":
      return openKeytab({ name, username: account.username, path: pathFrom(folder, account.keytab) });
    case "tickets":
      return { name, ...account };
    case "certificate": {
      const { certificate, key, passphrase } = account;
      const paths = { certificate: pathFrom(folder, certificate), key: pathFrom(folder, key) };
      const opened = passphrase === null ? null : await readSecret(passphrase, secret("passphrase"));
      return openCertificate({ name, ...paths, passphrase: opened });
    }
  }
}

/**
 * What the environment says of a credential; null where it does not say all of one. Where it says several, the certificate
 * is for `auth: certificate`, and else a password comes before a keytab. Rejects with INV345 or INV349.
 */
export async function openFromEnvironment(
  name: string,
  account: EnvironmentAccount,
  auth: AuthKind,
): Promise<Credential | null> {
  const { username, password, keytab, certificate, key, passphrase } = account;
  const byCertificate = certificate !== null && key !== null;
  if (username !== null && !(byCertificate && auth === "certificate")) {
    if (password !== null) return { kind: "password", name, username, password };
    if (keytab !== null) return openKeytab({ name, username, path: keytab });
  }
  return byCertificate ? openCertificate({ name, certificate, key, passphrase }) : null;
}

async function openKeytab(at: { readonly name: string; readonly username: string; readonly path: string }) {
  const { name, username, path } = at;
  // Kerberos reads it by itself, later; a key that others can read is no key.
  await readPrivateFile(path);
  return { kind: "keytab", name, username, keytab: path } as const;
}

interface CertificatePaths {
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: Secret | null;
}

async function openCertificate({ name, passphrase, ...paths }: CertificatePaths): Promise<CertificateCredential> {
  const refuse = (why: string, cause?: unknown) =>
    new Refusal("INV349", `The certificate in ${paths.certificate} cannot be used: ${why}.`, { cause });
  const certificate = await readFile(paths.certificate, "utf8").catch((cause) => {
    throw refuse(`it cannot be read (${cause.code ?? "unknown error"})`, cause);
  });
  let subject: string;
  try {
    subject = new X509Certificate(certificate).subject;
  } catch (cause) {
    throw refuse("it is no certificate in PEM form", cause);
  }
  const key = (await readPrivateFile(paths.key)).toString("utf8");
  if (!key.includes("PRIVATE KEY-----")) throw refuse(`no private key in PEM form stands in ${paths.key}`);
  const username = subject.split("\n").join(", ");
  return { kind: "certificate", name, username, certificate, key: new Secret(key), passphrase };
}
