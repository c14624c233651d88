import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";

const parse = (text: string) => parseConfig(createSource("config.yml", text));

describe("a site in a configuration", () => {
  it("is read with what it leaves out", () => {
    const { config } = parse("site: { service: https://sms.corp.example/AdminService/ }");
    expect(config?.site).toMatchObject({
      service: "https://sms.corp.example/AdminService",
      code: null,
      credential: null,
      auth: "negotiate",
      ca: null,
      dnsSuffix: null,
      allow: [],
    });
    expect(parse("policy: { plan-above: 1 }").config).not.toHaveProperty("site");
  });

  it("is read whole", () => {
    const { config, diagnostics } = parse(`site:
  service: https://sms.corp.example:8443/AdminService
  code: p01
  credential: corp-admin
  auth: kerberos
  ca: site.pem
  dns-suffix: corp.example
  allow: [servers, all-systems]
`);
    expect(diagnostics).toEqual([]);
    expect(config?.site).toMatchObject({ code: "P01", auth: "kerberos", allow: ["servers", "all-systems"] });
  });

  it.each([
    ["http://sms.corp.example/AdminService", "over TLS alone"],
    ["sms.corp.example", "no address"],
    ["https://me:secret@sms.corp.example/AdminService", "an account"],
    ["https://sms.corp.example/AdminService?x=1", "goes on"],
  ])("at %s is INV198", (service, why) => {
    const { config, diagnostics } = parse(`site: { service: "${service}" }`);
    expect(config).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "INV198", message: expect.stringContaining(why) }]);
    expect(diagnostics[0]?.message).not.toContain("secret");
  });

  it.each(["code: P1", "auth: basic", "allow: [everything]", "credential: a b", "dns-suffix: a/b", "user: x"])(
    "takes no %s",
    (line) => {
      const text = `site:\n  service: https://sms.corp.example/AdminService\n  ${line}\n`;
      expect(parse(text).config).toBeNull();
    },
  );
});
