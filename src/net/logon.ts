import type { PasswordCredential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import type { LogonForm, LogonGate, LogonResult } from "../base/logon-gate.ts";
import { basicAuthorization } from "./auth/basic.ts";
import type { RandomBytes } from "./auth/ntlm-logon.ts";
import { offerOf, offersInWords, readOffers } from "./auth/offers.ts";
import type { Sealing } from "./auth/sealing.ts";
import type { Deadline } from "./deadline.ts";
import type { HttpLine } from "./http.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { ComputerNames } from "./identity.ts";
import { dress, type Message, negotiate } from "./negotiate.ts";

/** A connection that stands. */
export interface OpenLine {
  readonly line: HttpLine;
  /** What TLS was secured with, as DER; null without TLS. */
  readonly certificate: Buffer | null;
}

/** A connection on which the host accepted a logon. */
export interface LoggedOn {
  readonly line: HttpLine;
  readonly sealing: Sealing | null;
  /** Headers and body of a message. */
  dress(message: Message): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
}

/** What a logon needs. */
export interface LogonOptions {
  open(): Promise<OpenLine>;
  readonly auth: "negotiate" | "ntlm" | "basic";
  readonly credential: PasswordCredential;
  readonly gate: LogonGate;
  readonly checkIdentity: (names: ComputerNames) => void;
  readonly name: string;
  readonly random: RandomBytes | undefined;
  /** How long the host may be silent on a new connection, in milliseconds. */
  readonly firstWordMs: number;
  /** What earlier logons here came to; written by this one. */
  readonly past: LogonPast;
  /** What is to be said; it travels with the logon where it may. */
  readonly message: Message;
  readonly deadline: Deadline;
}

/** What is kept of a host's logons while it is talked to. */
export interface LogonPast {
  /** It refused the short form: trying that again would be one more wrong password, were the password wrong. */
  shortRefused: boolean;
}

/** The connection, and the answer to the message where that travelled with the logon. */
export interface LogonOutcome {
  readonly current: LoggedOn;
  readonly answer: HttpAnswer | null;
}

/**
 * Connects and logs on. A refused short form may only mean that this host wants the long one, so that is tried, once,
 * with a permit of its own, and from then on alone; its refusal is one of the credential. Basic has one form only.
 */
export async function logOn(options: LogonOptions): Promise<LogonOutcome> {
  if (options.auth === "basic") return (await permitted(options, basic)) ?? refuse(options);
  const { past } = options;
  if (!past.shortRefused) {
    let short = false;
    const first = await permitted(options, (open, form) => {
      short = form === "proven";
      return ntlm(options, open, form);
    });
    if (first !== null) return first;
    if (!short) return refuse(options);
    past.shortRefused = true;
  }
  return (await permitted(options, (open) => ntlm(options, open, "alone"))) ?? refuse(options);
}

type Attempt = (open: OpenLine, form: LogonForm, options: LogonOptions) => Promise<LogonOutcome | null>;

/**
 * One logon, reported to the gate whatever becomes of it; null where it was refused. The gate is asked once the
 * connection stands, so that no dead host holds up others, and the time spent in its queue is nobody's fault.
 */
async function permitted(options: LogonOptions, attempt: Attempt): Promise<LogonOutcome | null> {
  const { deadline, gate, name } = options;
  let open = await options.open();
  let result: LogonResult = "unknown";
  deadline.pause();
  const permit = await gate.enter(name, deadline.signal).catch((error) => {
    open.line.close();
    throw error;
  });
  deadline.resume();
  try {
    if (!open.line.usable) open = await options.open();
    const outcome = await attempt(open, permit.form, options);
    result = judge(outcome);
    if (outcome === null) open.line.close();
    return outcome;
  } catch (error) {
    open.line.close();
    throw error;
  } finally {
    permit.done(result);
  }
}

/** Only an answer of WinRM itself proves the logon; HTTP.sys speaks before anybody is asked who they are. */
function judge(outcome: LogonOutcome | null): LogonResult {
  if (outcome === null) return "refused";
  const status = outcome.answer?.status ?? 200;
  return status === 200 || status === 500 ? "accepted" : "unknown";
}

async function ntlm(options: LogonOptions, open: OpenLine, form: LogonForm): Promise<LogonOutcome | null> {
  const { name, credential, checkIdentity, random, message, firstWordMs, deadline } = options;
  const { signal } = deadline;
  const who = { name, credential, checkIdentity };
  const result = await negotiate({ ...open, ...who, form, message, random, firstWordMs, signal });
  if (result.kind === "refused") return null;
  const { sealing, answer } = result;
  return { current: { line: open.line, sealing, dress: (next) => dress(next, sealing) }, answer };
}

const basic: Attempt = async ({ line }, _form, { credential, message, name, deadline }) => {
  const current: LoggedOn = {
    line,
    sealing: null,
    dress: ({ body, contentType }) => ({
      headers: { Authorization: basicAuthorization(credential), "Content-Type": contentType },
      body,
    }),
  };
  const answer = await line.request({ ...current.dress(message), carriesMessage: true, signal: deadline.signal });
  if (answer.status !== 401) return { current, answer };
  const offers = readOffers(answer.authenticate);
  if (offerOf(offers, "Basic") !== null) return null;
  throw new Fault("INV503", `${name} does not offer Basic; it offers ${offersInWords(offers)}.`);
};

function refuse({ name, credential }: LogonOptions): never {
  const who = credential.name === "" ? "the credential" : `credential ${credential.name}`;
  throw new Fault("INV501", `${name} refused the logon with ${who}.`);
}
