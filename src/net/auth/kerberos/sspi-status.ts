import { KerberosError, type Trouble } from "./trouble.ts";

/** What SECURITY_STATUS values mean: winerror.h of the Windows SDK, and the pages of the functions that return them. */

/** Values that are no errors. */
export const Status = {
  ok: 0, // SEC_E_OK
  continueNeeded: 0x0009_0312, // SEC_I_CONTINUE_NEEDED
} as const;

const TROUBLES: ReadonlyMap<number, Trouble> = new Map<number, Trouble>([
  [0x8009_0303, "service-unknown"], // SEC_E_TARGET_UNKNOWN
  [0x8009_0305, "no-library"], // SEC_E_SECPKG_NOT_FOUND
  [0x8009_030c, "password-wrong"], // SEC_E_LOGON_DENIED
  [0x8009_030d, "no-ticket"], // SEC_E_UNKNOWN_CREDENTIALS
  [0x8009_030e, "no-ticket"], // SEC_E_NO_CREDENTIALS
  [0x8009_0311, "kdc-unreachable"], // SEC_E_NO_AUTHENTICATING_AUTHORITY
  [0x8009_0317, "ticket-expired"], // SEC_E_CONTEXT_EXPIRED
  [0x8009_0322, "host-unproven"], // SEC_E_WRONG_PRINCIPAL
  [0x8009_0324, "clock-skew"], // SEC_E_TIME_SKEW
  [0x8009_0337, "encryption-type"], // SEC_E_CRYPTO_SYSTEM_INVALID
  [0x8009_0341, "service-unknown"], // SEC_E_KDC_UNABLE_TO_REFER
  [0x8009_0342, "encryption-type"], // SEC_E_KDC_UNKNOWN_ETYPE
  [0x8009_0346, "ticket-refused"], // SEC_E_BAD_BINDINGS
]);

/** The error of a call that returned `status`, unsigned. */
export function sspiError(status: number): KerberosError {
  return new KerberosError(TROUBLES.get(status) ?? "other", { status });
}
