import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Credentials } from "../../src/app/credentials.ts";
import { Refusal } from "../../src/base/refusal.ts";

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
