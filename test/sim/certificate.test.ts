import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createAuthority, createKey, issueServer } from "../../src/sim/certificate.ts";
import { createTls } from "../../src/sim/tls.ts";

it("an authority signs itself, and its servers' certificates for their names and addresses", () => {
  const authority = createAuthority("Test authority");
  const ca = new X509Certificate(authority.certificate);
  expect([ca.subject, ca.ca, ca.verify(authority.publicKey)]).toEqual(["CN=Test authority", true, true]);
  const { publicKey } = createKey();
  const names = ["pc-1.corp.example"];
  const server = new X509Certificate(
    issueServer(authority, { names, addresses: [Buffer.from([127, 0, 0, 1])], publicKey }),
  );
  expect([server.ca, server.verify(authority.publicKey), server.checkIssued(ca)]).toEqual([false, true, true]);
  expect(server.checkHost("pc-1.corp.example")).toBe("pc-1.corp.example");
  expect(server.checkHost("pc-2.corp.example")).toBeUndefined();
  expect(server.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(server.validFromDate < new Date() && server.validToDate > new Date()).toBe(true);
});

it("the authority's file goes with the fleet", () => {
  const tls = createTls(["10.0.0.7"]);
  expect(new X509Certificate(readFileSync(tls.ca)).ca).toBe(true);
  expect(new X509Certificate(tls.cert).checkIP("10.0.0.7")).toBe("10.0.0.7");
  tls.remove();
  expect(existsSync(tls.ca)).toBe(false);
});
