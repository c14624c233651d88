import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Credentials } from "../../src/app/credentials.ts";
import { Refusal } from "../../src/base/refusal.ts";
import { configurationOf } from "../support/configurations.ts";

describe("a credential", () => {
  it("is read by name from the environment, and taken out of it", async () => {
    const env = { INVRUN_CORP_ADMIN_USERNAME: "CORP\\adm", INVRUN_CORP_ADMIN_PASSWORD: "pw", OTHER: "x" };
    const credentials = new Credentials({ env });
    expect(await credentials.resolve("corp-admin")).toMatchObject({ name: "corp-admin", username: "CORP\\adm" });
    expect(env).toEqual({ OTHER: "x" });
    expect(await credentials.resolve("corp-admin")).toMatchObject({ name: "corp-admin", username: "CORP\\adm" });
  });

  it("without a name is the unnamed one", async () => {
    const env = { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "p" };
    expect(await new Credentials({ env }).resolve(null)).toMatchObject({ username: "u" });
  });

  it("with a name is never replaced by the unnamed one", async () => {
    const env = { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "p" };
    const refusal: unknown = await new Credentials({ env }).resolve("corp-admin").catch((error) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: "INV301", exit: 5 });
    expect((refusal as Refusal).message).toBe("Credential corp-admin was not found in the environment.");
    expect((refusal as Refusal).hint).toContain("INVRUN_CORP_ADMIN_PASSWORD");
  });

  it("never shows its password", async () => {
    const credential = await new Credentials({
      env: { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "hunter2" },
    }).resolve(null);
    const shown = [JSON.stringify(credential), inspect(credential, { depth: 9, showHidden: true })];
    for (const text of shown) {
      expect(text).toContain("[secret]");
      expect(text).not.toContain("hunter2");
    }
  });
});

describe("whence a credential comes", () => {
  const text = "credentials:\n  corp: { username: CORP\\adm, password: { env: CORP_PASSWORD } }\n";
  const configuration = configurationOf(text);

  it("the configuration says, where the environment has none of its name", async () => {
    const env = { CORP_PASSWORD: "p", OTHER: "x" };
    const credentials = new Credentials({ env, configuration });
    // Taken at once: a program that is run meanwhile would inherit it.
    expect(env).toEqual({ OTHER: "x" });
    expect(await credentials.resolve("corp")).toMatchObject({ kind: "password", username: "CORP\\adm" });
  });

  it("the environment says before the configuration", async () => {
    const env = { CORP_PASSWORD: "p", INVRUN_CORP_USERNAME: "other", INVRUN_CORP_PASSWORD: "q" };
    expect(await new Credentials({ env, configuration }).resolve("corp")).toMatchObject({ username: "other" });
  });

  it("nobody says: no credential of the configuration stands in for the unnamed one", async () => {
    const asked = new Credentials({ env: { CORP_PASSWORD: "p" }, configuration, platform: "linux" }).resolve(null);
    await expect(asked).rejects.toMatchObject({ code: "INV301" });
  });

  it.each([
    ["linux", "kerberos", "tickets"],
    ["win32", "kerberos", "tickets"],
    ["win32", "negotiate", "tickets"],
    ["linux", "negotiate", "INV301"],
    ["win32", "ntlm", "INV301"],
    ["win32", "basic", "INV301"],
  ] as const)("on %s under auth %s the unnamed one is by itself: %s", async (platform, auth, kind) => {
    const found = await new Credentials({ env: {}, platform })
      .resolve(null, auth as "negotiate")
      .catch((error) => error);
    expect(found.kind ?? found.code).toBe(kind);
  });

  it("a named one is never the user's own tickets by itself", async () => {
    const asked = new Credentials({ env: {}, platform: "win32" }).resolve("corp", "kerberos" as "negotiate");
    await expect(asked).rejects.toMatchObject({ code: "INV301" });
  });
});

const openssl = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!openssl)("a credential of files that the environment names (skipped without openssl)", () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "invrun-account-"));
    const subject = ["-subj", "/O=Corp/CN=invrun", "-days", "2", "-passout", "pass:open"];
    const files = ["-keyout", path("key.pem"), "-out", path("cert.pem")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...subject, ...files], { stdio: "ignore" });
    writeFileSync(path("inv.keytab"), "key", { mode: 0o600 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("may be a certificate with its key and what opens it", async () => {
    const env = {
      INVRUN_MAPPED_CERTIFICATE: path("cert.pem"),
      INVRUN_MAPPED_KEY: path("key.pem"),
      INVRUN_MAPPED_KEY_PASSPHRASE: "open",
    };
    const found = await new Credentials({ env }).resolve("mapped");
    expect(found).toMatchObject({ kind: "certificate", name: "mapped", username: "O=Corp, CN=invrun" });
    expect(JSON.stringify(found)).not.toMatch(/PRIVATE KEY|"open"/);
    expect(env).toEqual({});
  });

  it("is the certificate for auth certificate, and the password for all others, where both are set", async () => {
    const both = () => ({
      INVRUN_USERNAME: "u",
      INVRUN_PASSWORD: "p",
      INVRUN_CERTIFICATE: path("cert.pem"),
      INVRUN_KEY: path("key.pem"),
    });
    const kindUnder = async (auth: "certificate" | "negotiate") =>
      (await new Credentials({ env: both() }).resolve(null, auth)).kind;
    expect(await kindUnder("certificate")).toBe("certificate");
    expect(await kindUnder("negotiate")).toBe("password");
  });

  it("may be a keytab with its principal", async () => {
    const env = { INVRUN_LAB_USERNAME: "x@LAB.EXAMPLE", INVRUN_LAB_KEYTAB: path("inv.keytab") };
    const found = await new Credentials({ env }).resolve("lab");
    expect(found).toEqual({ kind: "keytab", name: "lab", username: "x@LAB.EXAMPLE", keytab: path("inv.keytab") });
  });

  it.each([
    ["INVRUN_CERTIFICATE", "absent.pem"],
    ["INVRUN_CERTIFICATE", "key.pem"],
    ["INVRUN_KEY", "inv.keytab"],
  ])("is none where %s leads to %s", async (variable, name) => {
    const env = { INVRUN_CERTIFICATE: path("cert.pem"), INVRUN_KEY: path("key.pem"), [variable]: path(name) };
    await expect(new Credentials({ env }).resolve(null)).rejects.toMatchObject({ code: "INV349", exit: 5 });
  });
});
