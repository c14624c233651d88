import { timingSafeEqual } from "node:crypto";
import { AV_FLAG_MIC, type AvPair, avFlags, decodeAvPairs } from "./av-pairs.ts";
import { decodeAuthenticate, MIC_AT, MIC_BYTES } from "./ntlm-authenticate.ts";
import { decodeChallenge } from "./ntlm-challenge.ts";
import { hasFlags, NtlmFlag } from "./ntlm-flags.ts";
import { exchangeSessionKey, messageIntegrityCode, ntowfv2, proveNtlmv2 } from "./ntlm-keys.ts";

/** The server's half of NTLMv2: [MS-NLMP] 3.2.5.1.2 and 3.3.2. LM and NTLMv1 answers are refused. */

/** The three messages of one logon, as they were on the wire but without any SPNEGO wrapping. */
export interface NtlmExchange {
  readonly negotiate: Buffer;
  readonly challenge: Buffer;
  readonly authenticate: Buffer;
  /** The password of an account, or null for one that is not known. */
  passwordOf(account: { readonly user: string; readonly domain: string }): string | null;
}

/** What a server knows of a client whose proof held. */
export interface VerifiedLogon {
  readonly user: string;
  readonly domain: string;
  /** The flags of the third message: what both keep to. */
  readonly flags: number;
  /** 16 bytes, from which the sealing keys are made. */
  readonly exportedSessionKey: Buffer;
  /** The pairs the client sent back, its own added (9, 10). */
  readonly targetInfo: readonly AvPair[];
  readonly mic: boolean;
}

/** Bytes of `temp` before its AV pairs ([MS-NLMP] 2.2.2.7), after the 16 of the proof. */
const TEMP_AT = 16;
const PAIRS_AT = TEMP_AT + 28;

/** The verified logon, or null where the proof or the MIC does not hold. Throws a Fault on a malformed token. */
export function verifyAuthenticate(exchange: NtlmExchange): VerifiedLogon | null {
  const { serverChallenge } = decodeChallenge(exchange.challenge);
  const message = decodeAuthenticate(exchange.authenticate);
  const { user, domain, flags, ntResponse } = message;
  if (ntResponse.length < PAIRS_AT + 4) return null;
  const password = exchange.passwordOf({ user, domain });
  if (password === null) return null;

  const temp = ntResponse.subarray(TEMP_AT);
  const responseKey = ntowfv2({ user, domain, password });
  const { proof, sessionBaseKey } = proveNtlmv2(responseKey, { serverChallenge, temp });
  if (!timingSafeEqual(proof, ntResponse.subarray(0, TEMP_AT))) return null;

  const exchanged = hasFlags(flags, NtlmFlag.keyExchange) && message.encryptedSessionKey.length === 16;
  const exportedSessionKey = exchanged
    ? exchangeSessionKey(sessionBaseKey, message.encryptedSessionKey)
    : sessionBaseKey;
  const targetInfo = decodeAvPairs(ntResponse.subarray(PAIRS_AT));
  const mic = (avFlags(targetInfo) & AV_FLAG_MIC) !== 0;
  if (mic && !micHolds(exchange, { mic: message.mic, exportedSessionKey })) return null;
  return { user, domain, flags, exportedSessionKey, targetInfo, mic };
}

function micHolds(
  { negotiate, challenge, authenticate }: NtlmExchange,
  { mic, exportedSessionKey }: { mic: Buffer | null; exportedSessionKey: Buffer },
): boolean {
  if (mic === null) return false;
  const unsigned = Buffer.from(authenticate);
  unsigned.fill(0, MIC_AT, MIC_AT + MIC_BYTES);
  return timingSafeEqual(mic, messageIntegrityCode(exportedSessionKey, [negotiate, challenge, unsigned]));
}
