/** NTLM as a server takes it, raw or inside SPNEGO: [MS-NLMP] 3.2.5.1, RFC 4178 4.2, [MS-SPNG] 3.1.5 and note 8. */
import { randomBytes } from "node:crypto";
import { Fault } from "../base/fault.ts";
import { AvId, avBytes, textPair } from "../net/auth/av-pairs.ts";
import { encodeChallenge } from "../net/auth/ntlm-challenge.ts";
import { isNtlmMessage } from "../net/auth/ntlm-fields.ts";
import { hasFlags, NtlmFlag, ntlmFlags, SEALING_FLAGS } from "../net/auth/ntlm-flags.ts";
import { decodeNegotiate } from "../net/auth/ntlm-negotiate.ts";
import { type VerifiedLogon, verifyAuthenticate } from "../net/auth/ntlm-verify.ts";
import { Sealing } from "../net/auth/sealing.ts";
import { decodeSpnego, encodeNegTokenResp, isSpnego, NegState, NTLM_OID } from "../net/auth/spnego.ts";
import type { ComputerNames } from "./client.ts";
import type { Kind } from "./kind.ts";

/** What a host brings to a logon. */
export interface AcceptanceOptions {
  readonly names: ComputerNames;
  /** What is done about NTLM where it is not simply taken. */
  readonly ntlm?: Kind["ntlm"];
  /** The password of an account, or null for one that is not known here. */
  passwordOf(account: { readonly user: string; readonly domain: string }): string | null;
  /** What MsvAvChannelBindings must hold where it is sent; null without TLS. */
  readonly channelBinding: Buffer | null;
  /** The host's own time, in milliseconds since 1970. */
  now(): number;
}

/** What one token leads to: another token, an end, or a refusal whose reason is for the truth alone. */
export type AcceptanceStep =
  | { readonly kind: "continue"; readonly token: Buffer }
  | { readonly kind: "accepted"; readonly token: Buffer | null; readonly logon: VerifiedLogon }
  | { readonly kind: "refused"; readonly why: string };

/** A FILETIME counts tenths of microseconds from 1601: [MS-DTYP] 2.3.3. */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;
/** What Windows Server 2022 says of itself. */
const VERSION = { major: 10, minor: 0, build: 20_348 };
/** Granted where the client asks for it. */
const GRANTED = ntlmFlags(
  "requestTarget",
  "sign",
  "seal",
  "ntlm",
  "alwaysSign",
  "extendedSessionSecurity",
  "version",
  "key128",
  "keyExchange",
  "key56",
);

/** One logon after another on one connection; a first message starts over. */
export class NtlmAcceptance {
  readonly #options: AcceptanceOptions;
  #sealing: Sealing | null = null;
  #negotiate: Buffer | null = null;
  #challenge: Buffer | null = null;
  /** The MechTypeList of the client's first SPNEGO token; null where tokens come raw. */
  #mechTypeList: Buffer | null = null;

  constructor(options: AcceptanceOptions) {
    this.#options = options;
  }

  /** Seals and unseals once somebody is in who negotiated it; null before. */
  get sealing(): Sealing | null {
    return this.#sealing;
  }

  step(token: Buffer): AcceptanceStep {
    try {
      if (isSpnego(token)) return this.#wrapped(token);
      this.#mechTypeList = null;
      return this.#raw(token);
    } catch (error) {
      if (error instanceof Fault) return { kind: "refused", why: "the token is malformed" };
      throw error;
    }
  }

  #raw(token: Buffer): AcceptanceStep {
    if (!isNtlmMessage(token)) return { kind: "refused", why: "the token is of no mechanism known here" };
    return token.readUInt32LE(8) === 1 ? this.#begin(token) : this.#finish(token);
  }

  /** The client's list may begin with another mechanism; then it is told which one is meant, and must sign the list. */
  #wrapped(token: Buffer): AcceptanceStep {
    const spnego = decodeSpnego(token);
    if (spnego.kind === "init") {
      const { mechTypes, mechTypeList, mechToken } = spnego.init;
      if (!mechTypes.includes(NTLM_OID)) return { kind: "refused", why: "NTLM is not among the mechanisms" };
      this.#mechTypeList = Buffer.from(mechTypeList);
      if (mechTypes[0] !== NTLM_OID || mechToken === null) return answer(NegState.requestMic, null);
      return this.#wrap(this.#raw(mechToken), null);
    }
    const { responseToken, mechListMic } = spnego.resp;
    if (responseToken === null) return { kind: "refused", why: "the token is empty" };
    return this.#wrap(this.#raw(responseToken), mechListMic);
  }

  #wrap(step: AcceptanceStep, mechListMic: Buffer | null): AcceptanceStep {
    if (step.kind === "continue") return answer(NegState.acceptIncomplete, step.token);
    if (step.kind === "refused") return step;
    let mic: Buffer | null = null;
    if (mechListMic !== null && this.#sealing !== null && this.#mechTypeList !== null) {
      if (!this.#sealing.verifyMechList(this.#mechTypeList, mechListMic)) {
        return { kind: "refused", why: "the signature over the mechanisms is wrong" };
      }
      mic = this.#sealing.signMechList(this.#mechTypeList);
    }
    const accepted = { negState: NegState.acceptCompleted, supportedMech: null, responseToken: null, mechListMic: mic };
    return { ...step, token: encodeNegTokenResp(accepted) };
  }

  #begin(token: Buffer): AcceptanceStep {
    const { ntlm } = this.#options;
    if (ntlm === "refused") return { kind: "refused", why: "NTLM is refused by policy" };
    const asked = (decodeNegotiate(token).flags & ~(ntlm === "unsealed" ? NtlmFlag.seal : 0)) >>> 0;
    const charset = hasFlags(asked, NtlmFlag.unicode) ? NtlmFlag.unicode : NtlmFlag.oem;
    const flags = ((asked & GRANTED) | charset | ntlmFlags("targetInfo", "targetTypeDomain", "version")) >>> 0;
    const { computer, domain, dnsComputer, dnsDomain } = this.#options.names;
    this.#sealing = null;
    this.#negotiate = Buffer.from(token);
    this.#challenge = encodeChallenge({
      flags,
      serverChallenge: randomBytes(8),
      targetName: hasFlags(flags, NtlmFlag.unicode) ? domain : "",
      targetInfo: [
        textPair(AvId.domainName, domain),
        textPair(AvId.computerName, computer),
        textPair(AvId.dnsDomainName, dnsDomain),
        textPair(AvId.dnsComputerName, dnsComputer),
        { id: AvId.timestamp, value: filetime(this.#options.now()) },
      ],
      version: VERSION,
    });
    return { kind: "continue", token: this.#challenge };
  }

  #finish(token: Buffer): AcceptanceStep {
    const [negotiate, challenge] = [this.#negotiate, this.#challenge];
    if (negotiate === null || challenge === null) return { kind: "refused", why: "the last message came first" };
    this.#challenge = null;
    const { passwordOf, channelBinding } = this.#options;
    const logon = verifyAuthenticate({ negotiate, challenge, authenticate: Buffer.from(token), passwordOf });
    if (logon === null) return { kind: "refused", why: "account or password is wrong" };
    const sent = avBytes(logon.targetInfo, AvId.channelBindings);
    if (channelBinding !== null && sent !== null && !sent.equals(channelBinding)) {
      return { kind: "refused", why: "the channel binding is that of another connection" };
    }
    const seals = hasFlags(logon.flags, SEALING_FLAGS);
    this.#sealing = seals ? new Sealing({ sessionKey: logon.exportedSessionKey, role: "server" }) : null;
    return { kind: "accepted", token: null, logon };
  }
}

function answer(negState: number, responseToken: Buffer | null): AcceptanceStep {
  const token = encodeNegTokenResp({ negState, supportedMech: NTLM_OID, responseToken, mechListMic: null });
  return { kind: "continue", token };
}

function filetime(ms: number): Buffer {
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE((BigInt(Math.floor(ms)) + FILETIME_EPOCH_MS) * 10_000n);
  return value;
}
