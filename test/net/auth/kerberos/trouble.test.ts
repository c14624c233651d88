import { describe, expect, it } from "vitest";
import { gssapiError } from "../../../../src/net/auth/kerberos/gssapi-status.ts";
import { KerberosError } from "../../../../src/net/auth/kerberos/trouble.ts";

/** ERROR_TABLE_BASE_krb5, as the library gives it: unsigned. */
const minor = (number: number) => (-1765328384 + number) >>> 0;
/** GSS_S_FAILURE, RFC 2744 3.9.1. */
const FAILURE = 13 << 16;
const NAMES = { account: "ada@CORP.EXAMPLE", host: "pc1.corp.example" };

describe("A status of GSSAPI", () => {
  // RFC 4120 7.5.9.
  it.each([
    [6, "KDC_ERR_C_PRINCIPAL_UNKNOWN", "INV521"],
    [7, "KDC_ERR_S_PRINCIPAL_UNKNOWN", "INV519"],
    [14, "KDC_ERR_ETYPE_NOSUPP", "INV524"],
    [18, "KDC_ERR_CLIENT_REVOKED", "INV523"],
    [23, "KDC_ERR_KEY_EXPIRED", "INV523"],
    [24, "KDC_ERR_PREAUTH_FAILED", "INV522"],
    [32, "KRB_AP_ERR_TKT_EXPIRED", "INV515"],
    [37, "KRB_AP_ERR_SKEW", "INV518"],
    [41, "KRB_AP_ERR_MODIFIED", "INV526"],
    [45, "KRB_AP_ERR_NOKEY", "INV526"],
    [68, "KDC_ERR_WRONG_REALM", "INV516"],
  ])("with krb5's %i, %s, is %s", (number, _, code) => {
    const fault = gssapiError(FAILURE, minor(number)).toFault(NAMES);
    expect(fault).toMatchObject({ code, detail: { major: FAILURE, minor: -1765328384 + number } });
  });

  it("is one of a refused account where the account was judged, and then alone", () => {
    const refused = [...Array(256).keys()].filter((number) => gssapiError(FAILURE, minor(number)).refused);
    expect(refused).toEqual([1, 6, 18, 21, 23, 24, 31, 210]);
  });

  it("lets NTLM have a try where center, realm or service are wanting, and for no other number", () => {
    const wanting = [...Array(256).keys()].filter((number) => gssapiError(FAILURE, minor(number)).wanting);
    expect(wanting).toEqual([7, 68, 154, 156, 185, 217, 220, 224]);
  });

  it("is decided on the routine error where there is no minor one", () => {
    expect(gssapiError(7 << 16, 0).toFault(NAMES).code).toBe("INV514");
    expect(gssapiError(11 << 16, 0).toFault(NAMES).code).toBe("INV515");
  });

  it("that nobody has heard of is a fault with its figures", () => {
    const fault = gssapiError(FAILURE, 4_711).toFault(NAMES);
    expect(fault).toMatchObject({ code: "INV528", detail: { major: FAILURE, minor: 4_711 } });
    expect(fault.message).toContain("pc1.corp.example");
  });
});

describe("A library that cannot take the tickets from where they are", () => {
  it("is a fault that names the account, and NTLM may be tried", () => {
    const error = new KerberosError("source-unsupported");
    expect(error.toFault(NAMES)).toMatchObject({
      code: "INV529",
      message: expect.stringContaining("ada@CORP.EXAMPLE"),
    });
    expect(error).toMatchObject({ wanting: true, refused: false });
  });
});
