/**
 * Answers: SOAP 1.2 envelopes over HTTP, DSP0226 1.0 section 5 and clause 13; WS-Addressing 2004/08 section 3.
 */
import { Fault } from "../base/fault.ts";
import type { Reply } from "../net/transport.ts";
import type { Request } from "./envelope.ts";
import { type Operation, readFault } from "./faults.ts";
import { NS } from "./namespaces.ts";
import { decodeText, parseXml, type XmlElement } from "./xml.ts";

const SOAP_MEDIA_TYPE = /^\s*application\/soap\+xml\s*(;|$)/i;

/** The s:Body that answers the request. Throws the host's own fault, or INV601 to INV607 where it is no answer to it. */
export function readAnswer(reply: Reply, request: Request, operation: Operation): XmlElement {
  if (!SOAP_MEDIA_TYPE.test(reply.contentType ?? "")) throw notSoap(reply);
  const envelope = parseXml(decodeText(reply.body, reply.contentType));
  const body = envelope.child(NS.soap, "Body");
  if (envelope.ns !== NS.soap || envelope.local !== "Envelope" || body === null) throw lacking("s:Envelope and s:Body");
  const header = envelope.child(NS.soap, "Header");
  checkRelation(header, request);
  const fault = body.child(NS.soap, "Fault");
  if (fault !== null) throw readFault(fault, operation);
  if (reply.status !== 200) throw lacking("s:Fault, though its HTTP status is one of failure");
  checkAction(header, request);
  return body;
}

/** The one child of a body or wrapper that a message prescribes. Throws INV605 where it is missing. */
export function requireChild(parent: XmlElement, ns: string, local: string): XmlElement {
  return parent.child(ns, local) ?? lack(local);
}

/** Throws INV605: the answer lacks a part that its message prescribes. */
export function lack(part: string): never {
  throw lacking(part);
}

/** R13.1-6 prescribes a:RelatesTo, but recorded hosts leave it out at times; a wrong one is another matter. */
function checkRelation(header: XmlElement | null, { messageId }: Request): void {
  const related = header?.child(NS.addressing, "RelatesTo")?.text.trim().toUpperCase();
  if (related === undefined || messageId === null || related === messageId.toUpperCase()) return;
  throw new Fault("INV606", "The host's answer belongs to another request.", { delivered: "maybe" });
}

function checkAction(header: XmlElement | null, { answerAction }: Request): void {
  const action = header?.child(NS.addressing, "Action")?.text.trim();
  if (action === undefined || answerAction === null || action.toLowerCase() === answerAction.toLowerCase()) return;
  const asked = answerAction.slice(answerAction.lastIndexOf("/") + 1);
  throw new Fault("INV607", `The host's answer is for another action than ${asked}.`, { delivered: "maybe" });
}

function notSoap({ status, contentType }: Reply): Fault {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType ?? "")?.[0].slice(0, 60) ?? "no content type";
  return new Fault("INV601", `The host's answer is not SOAP but ${type}, with HTTP status ${status}.`, {
    delivered: "maybe",
  });
}

function lacking(part: string): Fault {
  return new Fault("INV605", `The host's answer lacks ${part}.`, { delivered: "maybe" });
}
