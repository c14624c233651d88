import { constants, type X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import { USERNAME } from "./account.ts";
import {
  CLIENT_AUTH,
  createAuthority,
  createKey,
  type Identity,
  issueClient,
  issueServer,
  toPem,
} from "./certificate.ts";
import type { CertificateFlaw } from "./kind.ts";

/** Where a client certificate lies. */
export interface ClientFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What TLS listeners of a fleet need. Its files live until `remove`. */
export interface FleetTls {
  /** The path of the authority's certificate, PEM. */
  readonly ca: string;
  /** For callers that name no host: localhost and the loopback addresses. */
  readonly key: string;
  readonly cert: string;
  /** Paths of a certificate that the fleet maps to its account, and of its key, both PEM. */
  readonly client: ClientFiles;
  /** Whether a client's certificate is one that the fleet maps to its account: of its authority, for this purpose, within its dates. */
  maps(certificate: X509Certificate): boolean;
  /** The certificate for the name that a caller asks for. */
  contextFor(name: string): SecureContext;
  remove(): void;
}

const LOOPBACK = [Buffer.from([127, 0, 0, 1]), Buffer.from([...Array(15).fill(0), 1])];
/** Certificates kept at hand, each a few KB. */
const MOST_CONTEXTS = 512;
/** More would make the certificate longer than callers read. */
const MOST_ADDRESSES = 500;

/** A second handshake is made to be shown a certificate, which a resumed session would not be. */
export const SECURE_OPTIONS: number = constants.SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION;

/**
 * An authority of its own, made anew for each fleet, and certificates as they are asked for. A caller names no address
 * when it asks, so `names` that are IPv4 addresses stand in the certificate for everybody. `flawOf` says what is wrong
 * with a computer's own.
 */
export function createTls(
  names: readonly string[],
  flawOf: (name: string) => CertificateFlaw | undefined = () => undefined,
): FleetTls {
  const authority = createAuthority("Simulated fleet");
  const server = createKey();
  const { publicKey } = server;
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const numeric = names.filter(isIPv4).slice(0, MOST_ADDRESSES);
  const addresses = [...LOOPBACK, ...numeric.map((name) => Buffer.from(name.split(".").map(Number)))];
  const cert = toPem(issueServer(authority, { names: ["localhost"], addresses, publicKey }));
  const folder = mkdtempSync(join(tmpdir(), "invrun-fleet-"));
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, toPem(authority.certificate));
  const client = writeClient(folder, authority);
  const contexts = new Map<string, SecureContext>();
  return {
    ca,
    key,
    cert,
    client,
    maps: (certificate) =>
      certificate.verify(authority.publicKey) &&
      certificate.keyUsage?.includes(CLIENT_AUTH) === true &&
      certificate.validFromDate <= new Date() &&
      certificate.validToDate >= new Date(),
    contextFor(name) {
      const known = contexts.get(name);
      if (known !== undefined) return known;
      const oldest = contexts.keys().next();
      if (contexts.size >= MOST_CONTEXTS && oldest.done !== true) contexts.delete(oldest.value);
      const flaw = flawOf(name);
      const own = toPem(
        issueServer(authority, {
          names: [flaw === "other-name" ? `former-${name}` : name],
          addresses: LOOPBACK,
          publicKey,
          expired: flaw === "expired",
        }),
      );
      const context = createSecureContext({ key, cert: own, secureOptions: SECURE_OPTIONS });
      contexts.set(name, context);
      return context;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function writeClient(folder: string, authority: Identity): ClientFiles {
  const { privateKey, publicKey } = createKey();
  const [certificate, key] = [join(folder, "client.pem"), join(folder, "client.key")];
  writeFileSync(certificate, toPem(issueClient(authority, { name: `${USERNAME}@localhost`, publicKey })));
  writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return { certificate, key };
}
