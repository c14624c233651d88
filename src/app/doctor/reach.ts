import { X509Certificate } from "node:crypto";
import { formatDuration } from "../../base/duration.ts";
import { Fault } from "../../base/fault.ts";
import { statusFault } from "../../net/answers.ts";
import { AvId, avBytes } from "../../net/auth/av-pairs.ts";
import { isNtlmMessage } from "../../net/auth/ntlm-fields.ts";
import { challengeNames, negotiateMessage, readChallenge } from "../../net/auth/ntlm-logon.ts";
import { offerOf, offersInWords, readOffers } from "../../net/auth/offers.ts";
import { decodeSpnego, isSpnego } from "../../net/auth/spnego.ts";
import { within } from "../../net/deadline.ts";
import type { HttpAnswer } from "../../net/http-answer.ts";
import { readAnswer } from "../../wsman/answer.ts";
import { SOAP_CONTENT_TYPE } from "../../wsman/envelope.ts";
import { identifyRequest, readIdentity } from "../../wsman/messages/identify.ts";
import { identityCheck } from "../connect.ts";
import { type Finding, type Look, ok, type Patient, type Seen, skipped } from "./patient.ts";

/** What can be seen of a host without logging on. */

const NOTHING = Buffer.alloc(0);

/** The name has an address. */
export const lookUpName: Look = async ({ target, resolver, signal }) => {
  const address = target.address ?? target.name;
  const addresses = await within(signal, resolver(address, signal));
  if (addresses.includes(address)) return ok(`${address} is an address, and needs no looking up`);
  return ok(addresses.join(", "));
};

/** Something takes a connection. */
export const knock: Look = async ({ doorstep, endpoint }) => {
  await doorstep.knock();
  return ok(`port ${endpoint.port} takes connections`);
};

/** TLS is agreed, and the certificate holds. */
export const secureIt: Look = async ({ doorstep, endpoint }) => {
  await doorstep.secure();
  const { certificate } = doorstep;
  if (!endpoint.tls || certificate === null) return skipped("not needed: plain HTTP, every message sealed");
  const until = new Date(new X509Certificate(certificate).validTo);
  // One that is pinned may have any date, and none that can be read.
  const day = Number.isNaN(until.getTime()) ? "" : `, until ${until.toISOString().slice(0, 10)}`;
  return ok(`the certificate is trusted, for this name${day}`);
};

/** [MS-WSMV] 3.1.4.1.23: with this header Identify is answered to everybody. */
export const findWinrm: Look = async (patient) => {
  const { name } = patient.target;
  const answer = await askWho(patient);
  patient.seen.httpDate = answer.date ?? null;
  if (answer.status === 401) return ok("answers, and wants a logon before it says more");
  if (answer.status !== 200 || answer.body.length === 0) throw statusFault(answer, { name, delivered: "yes" });
  const operation = { doing: "Identifying the WinRM service", changes: false, names: "class" } as const;
  const { version, vendor } = readIdentity(readAnswer(answer, identifyRequest, operation));
  return ok(`${vendor.slice(0, 60)}, ${/Stack: [\d.]{1,12}/.exec(version)?.[0] ?? "of a stack that it does not name"}`);
};

/** A port that wants TLS mostly hangs up on plain HTTP, as anything may: it is asked before that is believed. */
async function askWho({ doorstep, endpoint }: Patient): Promise<HttpAnswer> {
  const headers = { "Content-Type": SOAP_CONTENT_TYPE, WSMANIDENTIFY: "unauthenticated" };
  try {
    return await doorstep.ask({ headers, body: identifyRequest.bytes });
  } catch (fault) {
    const hungUp = fault instanceof Fault && fault.code === "INV406" && !endpoint.tls;
    if (!hungUp || !(await doorstep.speaksTls())) throw fault;
    throw new Fault("INV416", `${endpoint.name} speaks TLS where plain HTTP was expected.`, { cause: fault });
  }
}

/** What kinds of logon the host takes, and whether the one that is wanted is among them. */
export const readSchemes: Look = async ({ doorstep, target: { name }, plan, seen }) => {
  const answer = await doorstep.ask({ headers: {}, body: NOTHING });
  if (answer.status !== 401) throw statusFault(answer, { name, delivered: "yes" });
  seen.offers = readOffers(answer.authenticate);
  const words = offersInWords(seen.offers);
  const has = (scheme: string) => offerOf(seen.offers, scheme) !== null;
  const { auth } = plan.connection;
  if (auth === "basic" && !has("Basic")) throw new Fault("INV503", `${name} does not offer Basic; it offers ${words}.`);
  // Kerberos goes under its own name or under Negotiate: RFC 4559 4, [MS-WSMV] 2.2.9.1.2.
  const wrapped = auth === "negotiate" || auth === "ntlm" || (auth === "kerberos" && !has("Kerberos"));
  if (wrapped && !has("Negotiate")) throw new Fault("INV502", `${name} does not offer Negotiate; it offers ${words}.`);
  return ok(`it offers ${words}`);
};

/** Who the computer says it is. The challenge comes before anybody has proven anything, and is no logon. */
export const askForNames: Look = async (patient) => {
  const { doorstep, seen, target } = patient;
  if (offerOf(seen.offers, "Negotiate") === null) return namedByCertificate(patient);
  const token = `Negotiate ${negotiateMessage.toString("base64")}`;
  const answer = await doorstep.ask({ headers: { Authorization: token }, body: NOTHING });
  const offered = offerOf(readOffers(answer.authenticate), "Negotiate")?.token ?? null;
  const challenge = answer.status === 401 && offered !== null ? innerToken(offered) : null;
  if (challenge === null) return namedByCertificate(patient);
  seen.challenge = readChallenge(challenge);
  const names = challengeNames(seen.challenge);
  identityCheck(target)(names);
  return ok(`it calls itself ${clipped(names.dnsComputer ?? names.computer ?? "nothing")}`);
};

function namedByCertificate({ endpoint, doorstep }: Parameters<Look>[0]): Finding {
  if (endpoint.tls && doorstep.certificate !== null) return ok("its certificate says so");
  return skipped("it does not tell its name before a logon, since it refuses NTLM");
}

function innerToken(token: Buffer): Buffer | null {
  if (isNtlmMessage(token)) return token;
  if (!isSpnego(token)) return null;
  const spnego = decodeSpnego(token);
  return spnego.kind === "resp" ? spnego.resp.responseToken : null;
}

/** Kerberos takes clocks for different that are further apart: RFC 4120 8.2, and the default of Windows domains. */
export const KERBEROS_SKEW_MS = 300_000;
/** [MS-DTYP] 2.3.3: tenths of microseconds since 1601. */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

/** How far apart the clocks are, as far as the host tells the time before a logon. */
export const compareClocks: Look = async ({ seen, clock }) => {
  const hostTime = timeOf(seen);
  if (hostTime === null) return skipped("it does not tell the time before a logon");
  const aheadMs = hostTime - clock.now();
  seen.clockAheadMs = aheadMs;
  const apart = Math.abs(aheadMs);
  const words = `${formatDuration(Math.max(1_000, Math.round(apart / 1_000) * 1_000))} ${aheadMs < 0 ? "behind" : "ahead"}`;
  if (apart <= KERBEROS_SKEW_MS) return ok(`its clock is ${words}`);
  return { state: "noted", detail: `its clock is ${words}: Kerberos takes 5m at most, NTLM does not mind` };
};

/** From its challenge ([MS-NLMP] 2.2.2.1, MsvAvTimestamp), else from its web service, which has whole seconds. */
function timeOf({ challenge, httpDate }: Seen): number | null {
  const stamp = challenge === null ? null : avBytes(challenge.message.targetInfo, AvId.timestamp);
  if (stamp?.length === 8) return Number(stamp.readBigUInt64LE(0) / 10_000n - FILETIME_EPOCH_MS);
  const ms = httpDate === null ? Number.NaN : Date.parse(httpDate);
  return Number.isNaN(ms) ? null : ms;
}

/** What a host says of itself is told no longer than a name is. */
function clipped(text: string): string {
  return text.slice(0, 255);
}
