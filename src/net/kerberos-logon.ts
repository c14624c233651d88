import { isIP } from "node:net";
import { Fault } from "../base/fault.ts";
import type { LogonResult } from "../base/logon-gate.ts";
import { statusFault } from "./answers.ts";
import { tlsServerEndPoint } from "./auth/channel-binding.ts";
import { type AccountKeeper, keeperOf } from "./auth/kerberos/account-keeper.ts";
import type { KerberosAccount, KerberosContext } from "./auth/kerberos/kerberos.ts";
import { KerberosError, type TroubleNames } from "./auth/kerberos/trouble.ts";
import { isNtlmMessage } from "./auth/ntlm-fields.ts";
import { offerOf, offersInWords, readOffers } from "./auth/offers.ts";
import { decodeSpnego, encodeNegTokenInit, encodeNegTokenResp, isSpnego, KRB5_OID, NegState } from "./auth/spnego.ts";
import { within } from "./deadline.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { LogonOptions, LogonOutcome, OpenLine } from "./logon.ts";
import { dress, firstWord } from "./negotiate.ts";

/**
 * A logon with Kerberos under `Authorization: Negotiate`: RFC 4559, [MS-WSMV] 2.2.9.1, its tokens in SPNEGO (RFC 4178)
 * with Kerberos as the only mechanism. The message never travels with the token: it leaves when the host has proven
 * itself.
 */

/** Why Kerberos cannot be had, where that is no fault; and the connection that was made meanwhile. */
export interface Wanting {
  readonly wanting: Fault;
  readonly open: OpenLine | null;
}

/** More legs than Kerberos has, RFC 4121: two. */
const MOST_LEGS = 4;
const NOTHING = Buffer.alloc(0);

/**
 * Connects and logs on. Where Kerberos itself is wanting (library, key distribution center, service name) and NTLM may
 * be tried instead, says so; a refused credential, and anything else, is thrown as a Fault.
 */
export async function logOnWithKerberos(options: LogonOptions): Promise<LogonOutcome | Wanting> {
  const { name, credential, auth } = options;
  const mayTurn = auth === "negotiate" && credential.kind === "password";
  const keeper = keeperOf(credential, !mayTurn);
  const names = { account: credential.username === "" ? "the current user" : credential.username, host: name };
  const attempt: Attempt = { options, keeper, names, open: null };
  try {
    if (isIP(name) !== 0) throw new KerberosError("address");
    const { trouble } = keeper;
    if (trouble !== null && !trouble.refused) throw trouble;
    // Neither host nor gate is asked where it is known here that Kerberos is wanting.
    await keeper.prepare();
    return await converse(attempt, await admitted(attempt));
  } catch (error) {
    const fault = error instanceof KerberosError ? error.toFault(names) : error;
    if (mayTurn && error instanceof KerberosError && error.wanting)
      return { wanting: fault as Fault, open: attempt.open };
    attempt.open?.line.close();
    throw fault;
  }
}

interface Attempt {
  readonly options: LogonOptions;
  readonly keeper: AccountKeeper;
  readonly names: TroubleNames;
  /** The connection, once it stands. */
  open: OpenLine | null;
}

/**
 * The account with its tickets. The gate is asked each time, once the connection stands; what it is told is the key
 * distribution center's judgement, which is passed before any host has one.
 */
async function admitted(attempt: Attempt): Promise<KerberosAccount> {
  const { options, keeper } = attempt;
  const { deadline, gate, name } = options;
  attempt.open = await options.open();
  deadline.pause();
  const permit = await gate.enter(name, deadline.signal);
  deadline.resume();
  let result: LogonResult = "unknown";
  try {
    const account = await within(deadline.signal, keeper.account());
    result = "accepted";
    return account;
  } catch (error) {
    if (error instanceof KerberosError && error.refused) result = "refused";
    throw error;
  } finally {
    permit.done(result);
  }
}

async function converse(attempt: Attempt, account: KerberosAccount): Promise<LogonOutcome> {
  const { options, keeper } = attempt;
  if (attempt.open?.line.usable !== true) attempt.open = await options.open();
  const { certificate } = attempt.open;
  const channelBinding = certificate === null ? null : tlsServerEndPoint(certificate);
  const context = account.begin({ host: serviceHost(options.name), channelBinding });
  try {
    await exchange(attempt.open, context, options);
  } catch (error) {
    context.close();
    if (error instanceof KerberosError) keeper.note(error);
    throw error;
  }
  // Over TLS nothing is sealed, so that nothing need be kept.
  if (certificate !== null) context.close();
  const sealing = certificate === null ? context : null;
  const { line } = attempt.open;
  return { current: { line, sealing, dress: (message) => dress(message, sealing) }, answer: null };
}

/** Tokens to and fro, until both sides are proven. */
async function exchange({ line }: OpenLine, context: KerberosContext, options: LogonOptions): Promise<void> {
  const { name, deadline } = options;
  let token = await within(deadline.signal, context.step(null));
  let wrap: (token: Buffer) => Buffer = firstToken;
  for (let leg = 0; token !== null && leg < MOST_LEGS; leg++) {
    const authorization = `Negotiate ${wrap(token).toString("base64")}`;
    const answer = await firstWord({ ...options, line, signal: deadline.signal }, authorization);
    const reply = replyOf(answer, name);
    if (answer.status === 401 && (reply.token === null || reply.rejected)) throw await refusal(context, reply);
    if (reply.token === null) throw new KerberosError("host-unproven");
    const sent: Promise<Buffer | null> = context.step(reply.token).catch((error) => {
      throw answer.status === 401 ? refusedTicket(error) : unproven(error);
    });
    token = await within(deadline.signal, sent);
    wrap = laterToken;
    if (token === null && !context.complete) throw new KerberosError("host-unproven");
    if (context.complete && reply.mic !== null && !context.verify(MECHANISMS, reply.mic))
      throw new KerberosError("host-unproven");
    if (answer.status !== 401) break;
  }
  if (!context.complete) throw new KerberosError("host-unproven");
}

/** MechTypeList of RFC 4178 4.2.1: what a signature over the mechanisms is made over. */
const FIRST = encodeNegTokenInit({ mechTypes: [KRB5_OID], mechToken: null });
const MECHANISMS = mechanismsIn(FIRST);

function mechanismsIn(token: Buffer): Buffer {
  const decoded = decodeSpnego(token);
  return decoded.kind === "init" ? decoded.init.mechTypeList : NOTHING;
}

function firstToken(mechToken: Buffer): Buffer {
  return encodeNegTokenInit({ mechTypes: [KRB5_OID], mechToken });
}

function laterToken(responseToken: Buffer): Buffer {
  return encodeNegTokenResp({ negState: null, supportedMech: null, responseToken, mechListMic: null });
}

interface HostReply {
  readonly token: Buffer | null;
  readonly mic: Buffer | null;
  readonly rejected: boolean;
}

/** What the host says in WWW-Authenticate. */
function replyOf(answer: HttpAnswer, name: string): HostReply {
  const { status, authenticate } = answer;
  if (status !== 200 && status !== 401 && status !== 500) throw statusFault(answer, { name, delivered: "no" });
  const offers = readOffers(authenticate);
  const offer = offerOf(offers, "Negotiate");
  if (offer === null && status === 401)
    throw new Fault("INV502", `${name} does not offer Negotiate; it offers ${offersInWords(offers)}.`);
  const token = offer?.token ?? null;
  if (token === null || isNtlmMessage(token)) return { token: null, mic: null, rejected: token !== null };
  if (!isSpnego(token) || token[0] === 0x60) return { token, mic: null, rejected: false };
  const spnego = decodeSpnego(token);
  if (spnego.kind !== "resp") throw new KerberosError("host-unproven");
  const { negState, supportedMech, responseToken, mechListMic } = spnego.resp;
  const other = supportedMech !== null && supportedMech !== KRB5_OID;
  return { token: responseToken, mic: mechListMic, rejected: other || negState === NegState.reject };
}

/** Why the ticket was refused, where the host says so in a token of Kerberos' own (KRB-ERROR, RFC 4120 5.9.1). */
async function refusal(context: KerberosContext, { token }: HostReply): Promise<unknown> {
  if (token === null) return new KerberosError("ticket-refused");
  return context.step(token).then(
    () => new KerberosError("ticket-refused"),
    (error) => refusedTicket(error),
  );
}

/** Of what a host says in refusing, only a wrong clock is another matter than the ticket. */
function refusedTicket(error: unknown): unknown {
  if (!(error instanceof KerberosError) || error.trouble === "clock-skew") return error;
  return new KerberosError("ticket-refused", error.status);
}

/** Where the host's own token is no good, it is nobody whom the ticket is for, and no judge of account or service. */
function unproven(error: unknown): unknown {
  if (!(error instanceof KerberosError) || error.trouble === "clock-skew") return error;
  return new KerberosError("host-unproven", error.status);
}

/** As hosts are named in principals: small letters, no dot at the end. */
function serviceHost(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
