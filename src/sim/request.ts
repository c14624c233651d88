/**
 * Requests as the WS-Management service of Windows reads them: [MS-WSMV] 3.1.4.1 (headers), DSP0226 5 and 6.
 * Whatever is wrong is thrown as the fault that the section prescribes.
 */
import { ANONYMOUS, NS } from "../wsman/namespaces.ts";
import type { XmlElement } from "../wsman/xml.ts";
import { SoapFault } from "./faults.ts";

/** A request whose headers hold what they must. */
export interface SoapRequest {
  readonly action: string;
  readonly to: string;
  readonly messageId: string;
  readonly resourceUri: string;
  /** By lower-case name: names and values are compared without regard to case. */
  readonly selectors: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly options: ReadonlyMap<string, string>;
  /** In octets. */
  readonly maxEnvelopeSize: number;
  /** How long an answer may take. */
  readonly timeoutMs: number;
  /** The first element of the body, or null. */
  readonly content: XmlElement | null;
}

/** The service's own limit, and the one for requests that name none: [MS-WSMV] 2.2.4.23, winrm defaults since 2012. */
export const SERVER_ENVELOPE_OCTETS = 512_000;
const LEAST_ENVELOPE_OCTETS = 8_192;
/** MaxTimeoutms of a default Windows host: the longest that may be asked for, and what is given where nothing is. */
const MOST_TIMEOUT_MS = 60_000;
/** xs:dayTimeDuration, as far as operation timeouts go. */
const DURATION = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;
/** [MS-WSMV] 3.1.4.1.x: any text is accepted as a message id, to this length. */
const LONGEST_MESSAGE_ID = 2_048;

/** Headers of WS-Management that are understood though nothing here depends on them. */
const KNOWN = new Set([
  `${NS.addressing} To`,
  `${NS.addressing} Action`,
  `${NS.addressing} MessageID`,
  `${NS.addressing} ReplyTo`,
  `${NS.addressing} FaultTo`,
  `${NS.addressing} From`,
  `${NS.wsman} ResourceURI`,
  `${NS.wsman} SelectorSet`,
  `${NS.wsman} OptionSet`,
  `${NS.wsman} MaxEnvelopeSize`,
  `${NS.wsman} OperationTimeout`,
  `${NS.wsman} Locale`,
  `${NS.microsoft} DataLocale`,
  `${NS.microsoft} SessionId`,
  `${NS.microsoft} OperationID`,
  `${NS.microsoft} SequenceId`,
]);

/** The message id of a request that may otherwise be wrong, for the answer's RelatesTo. */
export function messageIdOf(envelope: XmlElement): string | null {
  const id = envelope.child(NS.soap, "Header")?.child(NS.addressing, "MessageID")?.text.trim();
  return id === undefined || id === "" ? null : id;
}

/** The action of a request that may otherwise be wrong; empty where there is none. */
export function actionOf(envelope: XmlElement): string {
  return envelope.child(NS.soap, "Header")?.child(NS.addressing, "Action")?.text.trim() ?? "";
}

/** What stands first in the body, or null. */
export function contentOf(envelope: XmlElement): XmlElement | null {
  return envelope.child(NS.soap, "Body")?.children[0] ?? null;
}

/** Reads and judges the headers. */
export function readRequest(envelope: XmlElement): SoapRequest {
  const header = envelope.child(NS.soap, "Header");
  if (envelope.local !== "Envelope" || envelope.ns !== NS.soap || header === null) throw new SoapFault("headerMissing");
  checkUnderstood(header);
  checkAddressing(header);
  return {
    action: text(header, NS.addressing, "Action"),
    to: text(header, NS.addressing, "To"),
    messageId: text(header, NS.addressing, "MessageID"),
    resourceUri: text(header, NS.wsman, "ResourceURI"),
    selectors: readNamed(header, "Selector"),
    options: readNamed(header, "Option"),
    maxEnvelopeSize: readEnvelopeSize(header),
    timeoutMs: readTimeout(header),
    content: contentOf(envelope),
  };
}

/** SOAP 1.2 part 1, 5.2.3. A locale may be wished for, never demanded: [MS-WSMV] 3.1.4.1.x. */
function checkUnderstood(header: XmlElement): void {
  for (const block of header.children) {
    const demanded = /^\s*(true|1)\s*$/.test(block.attribute(NS.soap, "mustUnderstand") ?? "");
    if (!demanded) continue;
    if (block.local === "Locale" || block.local === "DataLocale") throw new SoapFault("localeDemanded");
    if (!KNOWN.has(`${block.ns} ${block.local}`)) throw new SoapFault("notUnderstood");
  }
}

function checkAddressing(header: XmlElement): void {
  for (const local of ["To", "Action", "MessageID", "ReplyTo"]) {
    if (header.child(NS.addressing, local) === null) throw new SoapFault("headerMissing");
  }
  const id = text(header, NS.addressing, "MessageID");
  if (id === "" || id.length > LONGEST_MESSAGE_ID) throw new SoapFault("badHeader");
  if (text(header, NS.addressing, "Action") === "") throw new SoapFault("badHeader");
  const replyTo = header.child(NS.addressing, "ReplyTo")?.child(NS.addressing, "Address")?.text.trim();
  if (replyTo !== ANONYMOUS) throw new SoapFault("replyElsewhere");
}

function readEnvelopeSize(header: XmlElement): number {
  const asked = text(header, NS.wsman, "MaxEnvelopeSize");
  if (asked === "") return SERVER_ENVELOPE_OCTETS;
  if (!/^\d{1,10}$/.test(asked)) throw new SoapFault("badBody");
  if (Number(asked) < LEAST_ENVELOPE_OCTETS) throw new SoapFault("envelopeTooSmall");
  return Math.min(Number(asked), SERVER_ENVELOPE_OCTETS);
}

function readTimeout(header: XmlElement): number {
  const asked = text(header, NS.wsman, "OperationTimeout");
  return asked === "" ? MOST_TIMEOUT_MS : Math.min(readDuration(asked), MOST_TIMEOUT_MS);
}

/** An xs:dayTimeDuration in milliseconds; the fault where it is none. */
export function readDuration(written: string): number {
  if (!DURATION.test(written)) throw new SoapFault("badBody");
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = DURATION.exec(written) ?? [];
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}

/** The members of a SelectorSet or an OptionSet. */
function readNamed(header: XmlElement, local: "Selector" | "Option"): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const member of header.child(NS.wsman, `${local}Set`)?.children ?? []) {
    const name = member.attribute("", "Name")?.toLowerCase();
    if (member.local !== local || name === undefined) throw new SoapFault("badBody");
    if (local === "Selector" && named.has(name)) throw new SoapFault("duplicateSelectors");
    named.set(name, member.text);
  }
  return named;
}

function text(parent: XmlElement, ns: string, local: string): string {
  return parent.child(ns, local)?.text.trim() ?? "";
}
