/** Negotiate flags of [MS-NLMP] 2.2.2.5, as unsigned 32-bit values. */
export const NtlmFlag = {
  unicode: 0x0000_0001,
  oem: 0x0000_0002,
  requestTarget: 0x0000_0004,
  sign: 0x0000_0010,
  seal: 0x0000_0020,
  ntlm: 0x0000_0200,
  anonymous: 0x0000_0800,
  alwaysSign: 0x0000_8000,
  targetTypeDomain: 0x0001_0000,
  targetTypeServer: 0x0002_0000,
  extendedSessionSecurity: 0x0008_0000,
  targetInfo: 0x0080_0000,
  version: 0x0200_0000,
  key128: 0x2000_0000,
  keyExchange: 0x4000_0000,
  key56: 0x8000_0000,
} as const;

/** Several flags in one unsigned number. */
export function ntlmFlags(...names: readonly (keyof typeof NtlmFlag)[]): number {
  return names.reduce((flags, name) => (flags | NtlmFlag[name]) >>> 0, 0);
}

/** Whether every one of `wanted` is set in `flags`. */
export function hasFlags(flags: number, wanted: number): boolean {
  return (flags & wanted) >>> 0 === wanted;
}

/** What a client of ours asks for. Unicode only: with OEM a name beyond ASCII has no certain bytes. */
export const CLIENT_FLAGS = ntlmFlags(
  "unicode",
  "requestTarget",
  "sign",
  "seal",
  "ntlm",
  "alwaysSign",
  "extendedSessionSecurity",
  "targetInfo",
  "version",
  "key128",
  "keyExchange",
  "key56",
);

/** What must be granted before a message may be sealed ([MS-NLMP] 3.4.3 to 3.4.5, 128-bit keys only). */
export const SEALING_FLAGS = ntlmFlags("sign", "seal", "extendedSessionSecurity", "key128", "keyExchange");
