const PREFIX = /^sha-?256:/i;

/** The form of a fingerprint as it is written, for schemas; `parseFingerprint` reads the same. */
export const FINGERPRINT_PATTERN = "^(?:[Ss][Hh][Aa]-?256:)?(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$";

/** One that is well formed: of the text `test`. */
export const FINGERPRINT_EXAMPLE =
  "sha256:9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08";

/** The form of a name that a certificate is asked for: a host name or an address, never a pattern. */
export const SERVER_NAME_PATTERN = "^[A-Za-z0-9_:](?:[A-Za-z0-9_.:-]*[A-Za-z0-9_:])?$";

/** SHA-256 of a certificate as written (`sha256:AB:CD…`, or 64 hexadecimal digits), in 64 small digits; null where it is none. */
export function parseFingerprint(text: string): string | null {
  const digits = text.replace(PREFIX, "");
  return /^(?:[0-9a-f]{64}|[0-9a-f]{2}(?::[0-9a-f]{2}){31})$/i.test(digits)
    ? digits.replaceAll(":", "").toLowerCase()
    : null;
}

/** 64 digits for people, as OpenSSL writes them: `sha256:AB:CD…`. */
export function formatFingerprint(digits: string): string {
  return `sha256:${(digits.toUpperCase().match(/../g) ?? []).join(":")}`;
}
