import type { PasswordCredential } from "../base/credential.ts";
import { formatDuration } from "../base/duration.ts";
import { Fault } from "../base/fault.ts";
import type { LogonForm } from "../base/logon-gate.ts";
import { statusFault } from "./answers.ts";
import { ntlmChannelBinding, tlsServerEndPoint } from "./auth/channel-binding.ts";
import { encodeSealedBody, SEALED_CONTENT_TYPE } from "./auth/multipart.ts";
import { isNtlmMessage, malformed } from "./auth/ntlm-fields.ts";
import {
  answerChallenge,
  type Challenge,
  challengeNames,
  grantsSealing,
  negotiateMessage,
  type RandomBytes,
  readChallenge,
  sealingNotGranted,
} from "./auth/ntlm-logon.ts";
import { offerOf, offersInWords, readOffers } from "./auth/offers.ts";
import { type MessageSealing, Sealing } from "./auth/sealing.ts";
import { decodeSpnego, encodeNegTokenResp, isSpnego } from "./auth/spnego.ts";
import { Deadline } from "./deadline.ts";
import type { HttpLine } from "./http.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { ComputerNames } from "./identity.ts";

/** A logon with NTLM under `Authorization: Negotiate`: RFC 4559 4.2, [MS-WSMV] 2.2.9.1. Tokens go raw, not in SPNEGO. */

/** A message as the protocol above hands it down. */
export interface Message {
  readonly body: Buffer;
  readonly contentType: string;
}

/** What a logon needs. */
export interface NegotiateOptions {
  readonly line: HttpLine;
  readonly form: LogonForm;
  /** Travels with the token in the form `proven`; else it is left to be sent afterwards. */
  readonly message: Message;
  readonly name: string;
  readonly credential: PasswordCredential;
  /** The certificate of a TLS connection as DER, or null: then every message is sealed. */
  readonly certificate: Buffer | null;
  readonly checkIdentity: (names: ComputerNames) => void;
  readonly random: RandomBytes | undefined;
  /** How long the host may be silent on a new connection, in milliseconds. */
  readonly firstWordMs: number;
  readonly signal: AbortSignal;
}

/** How a logon ended, where it came to an end. */
export type NegotiateResult =
  | { readonly kind: "refused" }
  | {
      readonly kind: "accepted";
      readonly sealing: Sealing | null;
      /** The answer to the message, in the form `proven`. */
      readonly answer: HttpAnswer | null;
    };

const NOTHING = Buffer.alloc(0);

/** Where a first token goes. */
export type FirstWordOptions = Pick<NegotiateOptions, "line" | "name" | "signal" | "firstWordMs">;

/**
 * The first token goes to HTTP.sys itself, which answers without asking anybody: a host that is silent here is away,
 * however long an operation of WMI may take. That is known as soon as a connection would be, and not tried again.
 */
export async function firstWord(
  { line, name, signal, firstWordMs }: FirstWordOptions,
  authorization: string,
): Promise<HttpAnswer> {
  const expired = () =>
    new Fault("INV427", `${name} took the connection and was silent for ${formatDuration(firstWordMs)}.`);
  const limit = new Deadline({ signal, timeoutMs: firstWordMs, expired });
  try {
    return await line.request({
      headers: { Authorization: authorization },
      body: NOTHING,
      carriesMessage: false,
      signal: limit.signal,
    });
  } finally {
    limit.end();
  }
}

/** Two requests, whose second may carry the message. Throws Faults; a refusal is a result. */
export async function negotiate(options: NegotiateOptions): Promise<NegotiateResult> {
  const { line, name, message, certificate, signal } = options;
  const first = await firstWord(options, authorization(negotiateMessage));
  const { challenge, wrapped } = challengeOf(first, name);
  options.checkIdentity(challengeNames(challenge));
  if (certificate === null && !grantsSealing(challenge)) throw sealingNotGranted(name);

  const { authenticate, sessionKey } = answerChallenge(challenge, {
    credential: options.credential,
    targetName: name,
    channelBinding: certificate === null ? null : ntlmChannelBinding(tlsServerEndPoint(certificate)),
    ...(options.random === undefined ? {} : { random: options.random }),
  });
  const sealing = certificate === null ? new Sealing({ sessionKey, role: "client" }) : null;
  const token = wrapped ? wrap(authenticate) : authenticate;
  const carriesMessage = options.form === "proven";
  const { headers, body } = carriesMessage ? dress(message, sealing) : { headers: {}, body: NOTHING };
  const answer = await line.request({
    headers: { Authorization: authorization(token), ...headers },
    body,
    carriesMessage,
    signal,
  });
  if (answer.status === 401) return { kind: "refused" };
  if (carriesMessage) return { kind: "accepted", sealing, answer };
  if (answer.status !== 200 && answer.status !== 500) throw statusFault(answer, { name, delivered: "no" });
  return { kind: "accepted", sealing, answer: null };
}

/** Headers and body of a message, sealed where there is sealing. */
export function dress(
  { body, contentType }: Message,
  sealing: MessageSealing | null,
): { readonly headers: { readonly "Content-Type": string }; readonly body: Buffer } {
  if (sealing === null) return { headers: { "Content-Type": contentType }, body };
  const sealed = encodeSealedBody({ contentType, ...sealing.seal(body) });
  return { headers: { "Content-Type": SEALED_CONTENT_TYPE }, body: sealed };
}

function authorization(token: Buffer): string {
  return `Negotiate ${token.toString("base64")}`;
}

function challengeOf(answer: HttpAnswer, name: string): { readonly challenge: Challenge; readonly wrapped: boolean } {
  if (answer.status !== 401) throw statusFault(answer, { name, delivered: "no" });
  const offers = readOffers(answer.authenticate);
  const offer = offerOf(offers, "Negotiate");
  if (offer === null) {
    throw new Fault("INV502", `${name} does not offer Negotiate; it offers ${offersInWords(offers)}.`);
  }
  if (offer.token === null) throw new Fault("INV511", `${name} offers Negotiate but does not go on with NTLM.`);
  if (isNtlmMessage(offer.token)) return { challenge: readChallenge(offer.token), wrapped: false };
  if (!isSpnego(offer.token)) throw malformed("it is neither NTLM nor SPNEGO");
  const token = decodeSpnego(offer.token);
  const inner = token.kind === "resp" ? token.resp.responseToken : null;
  if (inner === null) throw new Fault("INV511", `${name} offers Negotiate but refuses NTLM.`);
  return { challenge: readChallenge(inner), wrapped: true };
}

/** For a host that wraps its challenge although ours came raw. No mechListMIC: no list was ever sent. */
function wrap(token: Buffer): Buffer {
  return encodeNegTokenResp({ negState: null, supportedMech: null, responseToken: token, mechListMic: null });
}
