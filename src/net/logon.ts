import type { Socket } from "node:net";
import type { CertificateCredential, Credential, PasswordCredential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import type { LogonForm, LogonGate } from "../base/logon-gate.ts";
import { basicAuthorization } from "./auth/basic.ts";
import type { RandomBytes } from "./auth/ntlm-logon.ts";
import { offerOf, offersInWords, readOffers } from "./auth/offers.ts";
import type { MessageSealing } from "./auth/sealing.ts";
import { logOnWithCertificate } from "./certificate-logon.ts";
import type { Deadline } from "./deadline.ts";
import type { HttpLine } from "./http.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { ComputerNames } from "./identity.ts";
import { logOnWithKerberos } from "./kerberos-logon.ts";
import { atGate } from "./logon-turn.ts";
import { dress, type Message, negotiate } from "./negotiate.ts";

/** A connection that stands. */
export interface OpenLine {
  readonly line: HttpLine;
  /** What TLS was secured with, as DER; null without TLS. */
  readonly certificate: Buffer | null;
  /** Whether the host has asked for a client certificate by now. */
  asks(): boolean;
}

/** A connection on which the host accepted a logon. */
export interface LoggedOn {
  readonly line: HttpLine;
  readonly sealing: MessageSealing | null;
  /** Headers and body of a message. */
  dress(message: Message): { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
}

/** How to log on; `negotiate` is Kerberos first, and NTLM where Kerberos is wanting. */
export type LogonKind = "negotiate" | "kerberos" | "ntlm" | "basic" | "certificate";

/** By what a host let us in. A new one for each logon. */
export interface Logon {
  readonly mechanism: "kerberos" | "ntlm" | "basic" | "certificate";
  /** Why it is not Kerberos, where that was to be the first. */
  readonly instead: Fault | null;
}

/** What a logon needs. */
export interface LogonOptions {
  /** Connects, with TLS where there is any. */
  open(): Promise<OpenLine>;
  /** Connects, and leaves TLS to `secure`: with a client certificate the handshake is the logon. */
  dial(): Promise<Socket>;
  secure(plain: Socket, client: CertificateCredential, signal: AbortSignal): Promise<OpenLine>;
  readonly auth: LogonKind;
  /** Of the kind that `auth` takes. */
  readonly credential: Credential;
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

/** Connects and logs on. NTLM follows only where Kerberos is wanting, never where a credential was refused. */
export async function logOn(options: LogonOptions): Promise<LogonOutcome & { readonly logon: Logon }> {
  const { auth } = options;
  if (auth === "certificate") return by(auth, await logOnWithCertificate(options));
  if (auth === "basic") return by(auth, (await permitted(options, basic)) ?? refuse(options));
  if (auth === "ntlm") return by(auth, await logOnWithNtlm(options));
  const first = await logOnWithKerberos(options);
  if (!("wanting" in first)) return by("kerberos", first);
  return by("ntlm", await logOnWithNtlm(beginningWith(first.open, options)), first.wanting);
}

function by(mechanism: Logon["mechanism"], outcome: LogonOutcome, instead: Fault | null = null) {
  return { ...outcome, logon: { mechanism, instead } };
}

/** The connection that stands already is used before another is made. */
function beginningWith(standing: OpenLine | null, options: LogonOptions): LogonOptions {
  let left = standing;
  const open = () => {
    const first = left;
    left = null;
    return first?.line.usable === true ? Promise.resolve(first) : options.open();
  };
  return { ...options, open };
}

/**
 * A refused short form may only mean that this host wants the long one, so that is tried, once, with a permit of its
 * own, and from then on alone; its refusal is one of the credential.
 */
async function logOnWithNtlm(options: LogonOptions): Promise<LogonOutcome> {
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

function permitted(options: LogonOptions, attempt: Attempt): Promise<LogonOutcome | null> {
  const usable = ({ line }: OpenLine) => line.usable;
  const close = ({ line }: OpenLine) => line.close();
  return atGate(options, { open: options.open, usable, close, attempt: (open, form) => attempt(open, form, options) });
}

async function ntlm(options: LogonOptions, open: OpenLine, form: LogonForm): Promise<LogonOutcome | null> {
  const { name, credential, checkIdentity, random, message, firstWordMs, deadline } = options;
  const { signal } = deadline;
  const who = { name, credential: withPassword(credential), checkIdentity };
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
      headers: { Authorization: basicAuthorization(withPassword(credential)), "Content-Type": contentType },
      body,
    }),
  };
  const answer = await line.request({ ...current.dress(message), carriesMessage: true, signal: deadline.signal });
  if (answer.status !== 401) return { current, answer };
  const offers = readOffers(answer.authenticate);
  if (offerOf(offers, "Basic") !== null) return null;
  throw new Fault("INV503", `${name} does not offer Basic; it offers ${offersInWords(offers)}.`);
};

function withPassword(credential: Credential): PasswordCredential {
  if (credential.kind !== "password") throw new Error(`a logon by password was given ${credential.kind}`);
  return credential;
}

function refuse({ name, credential }: LogonOptions): never {
  const who = credential.name === "" ? "the credential" : `credential ${credential.name}`;
  throw new Fault("INV501", `${name} refused the logon with ${who}.`);
}
