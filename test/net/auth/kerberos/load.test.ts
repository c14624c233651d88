import { describe, expect, it } from "vitest";
import { openGssapi } from "../../../../src/net/auth/kerberos/gssapi.ts";
import type { KerberosError } from "../../../../src/net/auth/kerberos/trouble.ts";

describe("A machine without a GSSAPI library", () => {
  it("is a fault that names what to install, and lets NTLM have a try", async () => {
    const error = await openGssapi(["libno-such-library.so.1"]).catch((error: KerberosError) => error);
    expect(error).toMatchObject({ trouble: "no-library", wanting: true, refused: false });
    const fault = (error as KerberosError).toFault({ account: "ada", host: "pc1" });
    expect(fault).toMatchObject({ code: "INV513", hint: expect.stringContaining("npm install koffi") });
  });
});
