import { randomBytes } from "node:crypto";
import { systemClock } from "../../base/clock.ts";
import type { PasswordCredential } from "../../base/credential.ts";
import { Fault } from "../../base/fault.ts";
import {
  AV_FLAG_MIC,
  AvId,
  type AvPair,
  avBytes,
  avFlags,
  avText,
  encodeAvPairs,
  flagsPair,
  textPair,
} from "./av-pairs.ts";
import { encodeAuthenticate, MIC_AT, MIC_BYTES } from "./ntlm-authenticate.ts";
import { type ChallengeMessage, decodeChallenge } from "./ntlm-challenge.ts";
import { malformed } from "./ntlm-fields.ts";
import { CLIENT_FLAGS, hasFlags, NtlmFlag, ntlmFlags, SEALING_FLAGS } from "./ntlm-flags.ts";
import {
  encodeClientChallenge,
  exchangeSessionKey,
  lmv2Response,
  messageIntegrityCode,
  ntowfv2,
  proveNtlmv2,
} from "./ntlm-keys.ts";
import { encodeNegotiate } from "./ntlm-negotiate.ts";

/** The client's half of NTLMv2: [MS-NLMP] 3.1.5.1. */

/** What the client calls itself; for people who read captures ([MS-NLMP] 2.2.2.10). */
const VERSION = { major: 10, minor: 0, build: 0 } as const;

/** Without these there is no NTLMv2 with the protection that is relied upon here. */
const LEAST_FLAGS = ntlmFlags("unicode", "ntlm", "extendedSessionSecurity", "targetInfo");

/** Milliseconds from 1601, where FILETIME begins, to 1970. */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

/** Unpredictable bytes. `randomBytes` outside tests. */
export type RandomBytes = (bytes: number) => Buffer;

/** The first message; the same for everybody. */
export const negotiateMessage: Buffer = encodeNegotiate({ flags: CLIENT_FLAGS, version: VERSION });

/** A challenge with its bytes, which the MIC covers. */
export interface Challenge {
  readonly bytes: Buffer;
  readonly message: ChallengeMessage;
}

/** Reads a challenge; throws INV508 where it is none that can be answered with NTLMv2. */
export function readChallenge(bytes: Buffer): Challenge {
  const message = decodeChallenge(bytes);
  if (!hasFlags(message.flags, LEAST_FLAGS)) throw malformed("the host grants no NTLMv2 session security");
  return { bytes, message };
}

/** The names that the host gives of itself. */
export function challengeNames({ message }: Challenge): { computer: string | null; dnsComputer: string | null } {
  const { targetInfo } = message;
  return { computer: avText(targetInfo, AvId.computerName), dnsComputer: avText(targetInfo, AvId.dnsComputerName) };
}

/** Whether messages may be sealed under what the host granted. */
export function grantsSealing({ message }: Challenge): boolean {
  return hasFlags(message.flags, SEALING_FLAGS);
}

/** What an answer is made of. */
export interface AnswerOptions {
  readonly credential: PasswordCredential;
  /** The name that was meant to be reached; goes into MsvAvTargetName as `HTTP/name`. */
  readonly targetName: string;
  /** MsvAvChannelBindings under TLS, else null. Never all zeros. */
  readonly channelBinding: Buffer | null;
  readonly random?: RandomBytes;
}

/** The third message, and the key from which sealing keys are made. [MS-NLMP] 3.1.5.1.2 */
export function answerChallenge(
  challenge: Challenge,
  { credential, targetName, channelBinding, random = randomBytes }: AnswerOptions,
): { readonly authenticate: Buffer; readonly sessionKey: Buffer } {
  const { flags: granted, serverChallenge, targetInfo } = challenge.message;
  const flags = (granted & CLIENT_FLAGS) >>> 0;
  const { user, domain } = accountOf(credential.username, challenge);
  const responseKey = ntowfv2({ user, domain, password: credential.password.reveal() });

  const timestamp = avBytes(targetInfo, AvId.timestamp);
  const timed = timestamp !== null && timestamp.length === 8;
  const nonce = random(8);
  const pairs = answerPairs(targetInfo, { targetName, channelBinding, mic: timed });
  const temp = encodeClientChallenge({
    time: timed ? timestamp : filetime(systemClock.now()),
    nonce,
    targetInfo: encodeAvPairs(pairs),
  });
  const { proof, sessionBaseKey } = proveNtlmv2(responseKey, { serverChallenge, temp });

  const exchanged = hasFlags(flags, NtlmFlag.keyExchange) && (flags & (NtlmFlag.sign | NtlmFlag.seal)) !== 0;
  const sessionKey = exchanged ? random(16) : sessionBaseKey;
  const authenticate = encodeAuthenticate({
    flags,
    lmResponse: timed ? Buffer.alloc(24) : lmv2Response(responseKey, { serverChallenge, nonce }),
    ntResponse: Buffer.concat([proof, temp]),
    domain,
    user,
    workstation: "",
    encryptedSessionKey: exchanged ? exchangeSessionKey(sessionBaseKey, sessionKey) : Buffer.alloc(0),
    version: hasFlags(flags, NtlmFlag.version) ? VERSION : null,
    mic: timed ? Buffer.alloc(MIC_BYTES) : null,
  });
  if (timed) {
    messageIntegrityCode(sessionKey, [negotiateMessage, challenge.bytes, authenticate]).copy(authenticate, MIC_AT);
  }
  return { authenticate, sessionKey };
}

/** The host's pairs in their order, ours after them. */
function answerPairs(
  offered: readonly AvPair[],
  { targetName, channelBinding, mic }: { targetName: string; channelBinding: Buffer | null; mic: boolean },
): AvPair[] {
  const ours: readonly number[] = [AvId.flags, AvId.targetName, AvId.channelBindings];
  // Only who sends a MIC may say so, whatever the host put there.
  const flags = ((avFlags(offered) & ~AV_FLAG_MIC) | (mic ? AV_FLAG_MIC : 0)) >>> 0;
  return [
    ...offered.filter(({ id }) => !ours.includes(id)),
    ...(flags === 0 ? [] : [flagsPair(flags)]),
    ...(channelBinding === null ? [] : [{ id: AvId.channelBindings, value: channelBinding }]),
    textPair(AvId.targetName, `HTTP/${targetName}`),
  ];
}

/**
 * User and domain as they are sent. `user@domain` goes whole as the user; `.\user` is an account of the computer that
 * answers, so its domain is the computer's own name.
 */
export function accountOf(username: string, challenge: Challenge): { readonly user: string; readonly domain: string } {
  const slash = username.indexOf("\\");
  if (slash === -1) return { user: username, domain: "" };
  const domain = username.slice(0, slash);
  return {
    user: username.slice(slash + 1),
    domain: domain === "." ? (challengeNames(challenge).computer ?? "") : domain,
  };
}

function filetime(ms: number): Buffer {
  const time = Buffer.allocUnsafe(8);
  time.writeBigUInt64LE((BigInt(Math.trunc(ms)) + FILETIME_EPOCH_MS) * 10_000n);
  return time;
}

/** The fault of a host that would leave messages readable by all. */
export function sealingNotGranted(name: string): Fault {
  return new Fault("INV505", `${name} does not grant the sealing of messages, so none was sent.`);
}
