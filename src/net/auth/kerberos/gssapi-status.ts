import { KerberosError, type Trouble } from "./trouble.ts";

/**
 * What status codes of GSSAPI mean: RFC 2744 3.9.1 for routine errors; their minor codes are those of Kerberos, which
 * MIT, Heimdal and macOS number alike: ERROR_TABLE_BASE_krb5, then the numbers of RFC 4120 7.5.9 and, from 128 on, the
 * library's own. Decided on numbers alone: the texts are in the user's language.
 */

const KRB5_BASE = -1765328384;
/** MIT's own codes of its GSSAPI mechanism: ERROR_TABLE_BASE_k5g. */
const K5G_BASE = 39756032;

/** Routine errors, RFC 2744 3.9.1, in the second byte from above. */
const ROUTINE: Readonly<Record<number, Trouble>> = {
  7: "no-ticket", // GSS_S_NO_CRED
  11: "ticket-expired", // GSS_S_CREDENTIALS_EXPIRED
  16: "source-unsupported", // GSS_S_UNAVAILABLE
};

/** By number above KRB5_BASE. Those below 128 are said by the key distribution center or the host, the others here. */
const KRB5: Readonly<Record<number, Trouble>> = {
  1: "account-closed", // KDC_ERR_NAME_EXP
  6: "client-unknown", // KDC_ERR_C_PRINCIPAL_UNKNOWN
  7: "service-unknown", // KDC_ERR_S_PRINCIPAL_UNKNOWN
  14: "encryption-type", // KDC_ERR_ETYPE_NOSUPP
  18: "account-closed", // KDC_ERR_CLIENT_REVOKED
  21: "account-closed", // KDC_ERR_CLIENT_NOTYET
  23: "account-closed", // KDC_ERR_KEY_EXPIRED
  24: "password-wrong", // KDC_ERR_PREAUTH_FAILED
  31: "password-wrong", // KRB_AP_ERR_BAD_INTEGRITY: the answer of a center that asks for no proof first
  32: "ticket-expired", // KRB_AP_ERR_TKT_EXPIRED
  33: "clock-skew", // KRB_AP_ERR_TKT_NYV
  35: "ticket-refused", // KRB_AP_ERR_NOT_US
  37: "clock-skew", // KRB_AP_ERR_SKEW
  41: "ticket-refused", // KRB_AP_ERR_MODIFIED
  44: "ticket-refused", // KRB_AP_ERR_BADKEYVER
  45: "ticket-refused", // KRB_AP_ERR_NOKEY
  46: "host-unproven", // KRB_AP_ERR_MUT_FAIL
  68: "realm-unknown", // KDC_ERR_WRONG_REALM
  141: "no-ticket", // KRB5_CC_NOTFOUND
  142: "no-ticket", // KRB5_CC_END
  148: "clock-skew", // KRB5_KDCREP_SKEW
  150: "encryption-type", // KRB5_PROG_ETYPE_NOSUPP
  154: "realm-unknown", // KRB5_REALM_UNKNOWN
  156: "kdc-unreachable", // KRB5_KDC_UNREACH
  158: "host-unproven", // KRB5_MUTUAL_FAILED
  181: "keytab", // KRB5_KT_NOTFOUND
  182: "keytab", // KRB5_KT_END
  185: "realm-unknown", // KRB5_NO_TKT_IN_RLM
  193: "no-ticket", // KRB5_CC_IO
  194: "no-ticket", // KRB5_FCC_PERM
  195: "no-ticket", // KRB5_FCC_NOFILE
  199: "no-ticket", // KRB5_CC_FORMAT
  200: "encryption-type", // KRB5_CC_NOT_KTYPE
  210: "password-wrong", // KRB5_PREAUTH_FAILED
  217: "realm-unknown", // KRB5_ERR_HOST_REALM_UNKNOWN
  220: "kdc-unreachable", // KRB5_REALM_CANT_RESOLVE
  224: "realm-unknown", // KRB5_CONFIG_NODEFREALM
  236: "encryption-type", // KRB5_NOPERM_ETYPE
  237: "encryption-type", // KRB5_CONFIG_ETYPE_NOSUPP
};

/** By number above K5G_BASE: gssapi_err_krb5. */
const K5G: Readonly<Record<number, Trouble>> = {
  0: "no-ticket", // KG_CCACHE_NOMATCH
  1: "keytab", // KG_KEYTAB_NOMATCH
  2: "no-ticket", // KG_TGT_MISSING
  12: "no-ticket", // KG_EMPTY_CCACHE
};

/** The error of a call. `major` and `minor` as the library returned them. */
export function gssapiError(major: number, minor: number): KerberosError {
  const signed = minor | 0;
  return new KerberosError(troubleOf(major, signed), { major: major >>> 0, minor: signed });
}

function troubleOf(major: number, minor: number): Trouble {
  const routine = (major >>> 16) & 0xff;
  return KRB5[minor - KRB5_BASE] ?? K5G[minor - K5G_BASE] ?? ROUTINE[routine] ?? "other";
}
