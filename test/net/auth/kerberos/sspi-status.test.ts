import { describe, expect, it } from "vitest";
import { sspiError } from "../../../../src/net/auth/kerberos/sspi-status.ts";

const NAMES = { account: "ada@CORP.EXAMPLE", host: "pc1.corp.example" };

describe("A SECURITY_STATUS", () => {
  // Names and numbers of winerror.h.
  it.each([
    [0x80090303, "SEC_E_TARGET_UNKNOWN", "INV519"],
    [0x80090305, "SEC_E_SECPKG_NOT_FOUND", "INV513"],
    [0x8009030c, "SEC_E_LOGON_DENIED", "INV522"],
    [0x8009030d, "SEC_E_UNKNOWN_CREDENTIALS", "INV514"],
    [0x8009030e, "SEC_E_NO_CREDENTIALS", "INV514"],
    [0x80090311, "SEC_E_NO_AUTHENTICATING_AUTHORITY", "INV517"],
    [0x80090317, "SEC_E_CONTEXT_EXPIRED", "INV515"],
    [0x80090322, "SEC_E_WRONG_PRINCIPAL", "INV527"],
    [0x80090324, "SEC_E_TIME_SKEW", "INV518"],
    [0x80090337, "SEC_E_CRYPTO_SYSTEM_INVALID", "INV524"],
    [0x80090341, "SEC_E_KDC_UNABLE_TO_REFER", "INV519"],
    [0x80090342, "SEC_E_KDC_UNKNOWN_ETYPE", "INV524"],
    [0x80090346, "SEC_E_BAD_BINDINGS", "INV526"],
    [0x80090304, "SEC_E_INTERNAL_ERROR, of which nothing is known", "INV528"],
  ])("of %i, %s, is %s", (status, _, code) => {
    expect(sspiError(status).toFault(NAMES)).toMatchObject({ code, detail: { status } });
  });

  it("refuses an account by one number alone, and leaves four to NTLM", () => {
    const all = [...Array(256).keys()].map((number) => 0x8009_0300 + number);
    expect(all.filter((status) => sspiError(status).refused)).toEqual([0x8009_030c]);
    expect(all.filter((status) => sspiError(status).wanting)).toEqual([
      0x8009_0303, 0x8009_0305, 0x8009_0311, 0x8009_0341,
    ]);
  });
});
