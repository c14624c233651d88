import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bindingHash, ntlmChannelBinding, tlsServerEndPoint } from "../../../src/net/auth/channel-binding.ts";
import { signedCertificates } from "../fixtures/signed-certificates.ts";

describe("a certificate is bound by the hash that RFC 5929 4.1 chooses", () => {
  test.each(signedCertificates)("$signature: $hash", ({ hash, fingerprint, pem }) => {
    const { raw } = new X509Certificate(pem);
    expect(bindingHash(raw)).toBe(hash);
    const bytes = tlsServerEndPoint(raw);
    expect(bytes.toString("latin1", 0, 21)).toBe("tls-server-end-point:");
    expect(bytes.toString("hex", 21)).toBe(fingerprint);
  });

  test.each([
    ["nothing", ""],
    ["a lone tag", "30"],
    ["a length beyond the end", "3084ffffffff"],
    ["a sequence of nothing", "3000"],
  ])("%s is bound by SHA-256", (_what, hex) => {
    expect(bindingHash(Buffer.from(hex, "hex"))).toBe("sha256");
  });
});

// Published by Microsoft's Open Specifications team: "NTLM and Channel Binding Hash (aka Extended Protection for Authentication)".
test("MsvAvChannelBindings is the MD5 that Windows makes of the same application data", () => {
  const hash = "ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95";
  const bytes = Buffer.concat([Buffer.from("tls-server-end-point:"), Buffer.from(hash, "hex")]);
  expect(ntlmChannelBinding(bytes).toString("hex")).toBe("6586e99d81c2fc984e47172fd4dd0310");
});
