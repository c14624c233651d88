import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/base/fault.ts";
import { Secret } from "../../../src/base/secret.ts";
import { checkClientCertificate, clientContext, refusingAlert } from "../../../src/net/auth/certificate.ts";
import { issue, newAuthority } from "../certificates.ts";
import { clientCredential, sealedKey } from "./client-certificate.ts";

const authority = newAuthority();
const dns = "client.corp.example";
const issued = issue(authority, { dns });
const NOW = Date.UTC(2026, 10, 21);

function faultOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("no fault");
}

describe("a client certificate", () => {
  test("with its own key, within its dates, is in order", () => {
    checkClientCertificate(clientCredential(issued), NOW);
    const passphrase = new Secret("Grüße, Schlüssel");
    const key = sealedKey(issued, passphrase.reveal());
    checkClientCertificate(clientCredential(issued, { key, passphrase }), NOW);
    expect(clientContext(clientCredential(issued, { key, passphrase }), {})).toBeDefined();
  });

  test("may stand before those that vouch for it", () => {
    const certificate = `${issued.cert}${authority.cert}`;
    checkClientCertificate(clientCredential(issued, { certificate }), NOW);
    const wrongWay = clientCredential(issued, { certificate: `${authority.cert}${issued.cert}` });
    expect(faultOf(() => checkClientCertificate(wrongWay, NOW)).code).toBe("INV432");
  });

  test.each([
    ["not yet", [2118, 2119]],
    ["no longer", [2018, 2019]],
  ] as const)("that holds %s is INV431, and says its dates", (_, years) => {
    const fault = faultOf(() => checkClientCertificate(clientCredential(issue(authority, { dns, years })), NOW));
    expect(fault).toMatchObject({
      code: "INV431",
      message: `The certificate of credential corp-client holds from ${years[0]}-01-01 to ${years[1]}-01-01.`,
      delivered: "no",
    });
  });

  test("with the key of another is INV432", () => {
    const { key } = issue(authority, { dns });
    const credential = clientCredential(issued, { key: new Secret(key) });
    expect(faultOf(() => checkClientCertificate(credential, NOW)).code).toBe("INV432");
  });

  test.each([
    ["a wrong passphrase", new Secret("wrong")],
    ["no passphrase", null],
    ["an empty passphrase", new Secret("")],
  ])("whose sealed key comes with %s is INV433, which names neither key nor passphrase", (_, passphrase) => {
    const key = sealedKey(issued, "pferd-batterie");
    const fault = faultOf(() => checkClientCertificate(clientCredential(issued, { key, passphrase }), NOW));
    expect(fault.code).toBe("INV433");
    const told = `${JSON.stringify(fault)} ${fault.stack} ${String(fault.cause)}`;
    for (const secret of [key.reveal().split("\n")[1] as string, "pferd-batterie", "wrong"])
      expect(told).not.toContain(secret);
  });

  test.each([
    ["no certificate at all", { certificate: "nothing" }],
    ["a damaged certificate", { certificate: issued.cert.replace(/\n.{8}/, "\nAAAAAAAA") }],
    ["a certificate in the key's place", { key: new Secret(issued.cert) }],
    ["no key at all", { key: new Secret("") }],
  ])("with %s is INV434", (_, change) => {
    expect(faultOf(() => checkClientCertificate(clientCredential(issued, change), NOW)).code).toBe("INV434");
  });
});

// RFC 5246 7.2.2; both forms of names are OpenSSL's own, of 3.0 and of 3.5.
test.each([
  ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "unknown ca"],
  ["ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED", "certificate expired"],
  ["ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE", "bad certificate"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", null],
  ["ECONNRESET", null],
])("the error %s refuses a certificate by: %s", (code, alert) => {
  expect(refusingAlert(Object.assign(new Error(), { code }))).toBe(alert);
});
