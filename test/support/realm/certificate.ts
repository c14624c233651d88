/** The certificate of an acceptor, made by OpenSSL's own program. */
import { join } from "node:path";
import { must } from "./programs.ts";

/** Paths of PEM files. */
export interface AcceptorCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const ELLIPTIC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

/**
 * One for every host of a domain, under an authority of its own. `hash` is that of the signature: `sha384` for ECDSA;
 * `pss-sha384` for RSA-PSS, which names it elsewhere (RFC 4055 3.1).
 */
export async function makeCertificate(
  folder: string,
  { domain, hash }: { readonly domain: string; readonly hash: string },
): Promise<AcceptorCertificate> {
  const pss = hash.startsWith("pss-");
  const signing = [`-${hash.replace("pss-", "")}`, ...(pss ? ["-sigopt", "rsa_padding_mode:pss"] : [])];
  const made = ["openssl", "req", "-x509", "-nodes", "-days", "2"] as const;
  const [ca, caKey] = [join(folder, "ca.pem"), join(folder, "ca.key")];
  const [cert, key] = [join(folder, "acceptor.pem"), join(folder, "acceptor.key")];
  const authority = ["-subj", "/CN=Authority of the acceptor", "-keyout", caKey, "-out", ca];
  const names = `subjectAltName=DNS:*.${domain},DNS:localhost,IP:127.0.0.1`;
  const host = ["-CA", ca, "-CAkey", caKey, ...signing, "-subj", `/CN=${domain}`, "-addext", names];
  await must([...made, ...(pss ? ["-newkey", "rsa:2048"] : ELLIPTIC), ...authority], { env: {} });
  const leaf = ["-addext", "basicConstraints=critical,CA:FALSE", "-keyout", key, "-out", cert];
  await must([...made, ...ELLIPTIC, ...host, ...leaf], { env: {} });
  return { ca, cert, key };
}
