import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { resolveCredential } from "../../src/app/credentials.ts";
import { Refusal } from "../../src/base/refusal.ts";

describe("a credential", () => {
  it("is read by name from the environment, and taken out of it", () => {
    const env = { INVRUN_CORP_ADMIN_USERNAME: "CORP\\adm", INVRUN_CORP_ADMIN_PASSWORD: "pw", OTHER: "x" };
    const credential = resolveCredential("corp-admin", env);
    expect(credential).toMatchObject({ name: "corp-admin", username: "CORP\\adm" });
    expect(env).toEqual({ OTHER: "x" });
  });

  it("without a name is the unnamed one", () => {
    expect(resolveCredential(null, { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "p" }).username).toBe("u");
  });

  it("with a name is never replaced by the unnamed one", () => {
    const env = { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "p" };
    let refusal: unknown;
    try {
      resolveCredential("corp-admin", env);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: "INV301", exit: 5 });
    expect((refusal as Refusal).hint).toContain("INVRUN_CORP_ADMIN_PASSWORD");
  });

  it("never shows its password", () => {
    const credential = resolveCredential(null, { INVRUN_USERNAME: "u", INVRUN_PASSWORD: "hunter2" });
    const shown = [
      JSON.stringify(credential),
      inspect(credential, { depth: 9, showHidden: true }),
      `${credential.password}`,
    ];
    for (const text of shown) expect(text).not.toContain("hunter2");
  });
});
