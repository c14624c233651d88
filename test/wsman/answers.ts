import type { Reply } from "../../src/net/transport.ts";

const NAMESPACES = {
  S: "http://www.w3.org/2003/05/soap-envelope",
  adr: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  wsm: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  en: "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
  f: "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault",
  xsi: "http://www.w3.org/2001/XMLSchema-instance",
};

export interface AnswerParts {
  readonly action?: string;
  readonly relatesTo?: string;
  readonly body?: string;
}

/** An answer as DSP0226 5.4 and 13.1 have it, in prefixes that no Windows uses. */
export function envelope({ action, relatesTo, body = "" }: AnswerParts): string {
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  const header = [
    action === undefined ? "" : `<adr:Action>${action}</adr:Action>`,
    "<adr:MessageID>uuid:00000000-0000-4000-8000-000000000001</adr:MessageID>",
    relatesTo === undefined ? "" : `<adr:RelatesTo>${relatesTo}</adr:RelatesTo>`,
  ];
  return `<S:Envelope ${declared.join(" ")}><S:Header>${header.join("")}</S:Header><S:Body>${body}</S:Body></S:Envelope>`;
}

export function soap(text: string, status = 200): Reply {
  return { status, contentType: "application/soap+xml;charset=UTF-8", body: Buffer.from(text) };
}

export interface FaultParts {
  readonly value?: string;
  readonly subcode?: string;
  readonly reason?: string;
  readonly detail?: string;
}

/** An s:Fault as SOAP 1.2 part 1 section 5.4 has it. */
export function faultBody({ value = "S:Sender", subcode, reason = "why", detail }: FaultParts): string {
  const inner = subcode === undefined ? "" : `<S:Subcode><S:Value>${subcode}</S:Value></S:Subcode>`;
  const details = detail === undefined ? "" : `<S:Detail>${detail}</S:Detail>`;
  return `<S:Fault><S:Code><S:Value>${value}</S:Value>${inner}</S:Code><S:Reason><S:Text xml:lang="en-US">${reason}</S:Text></S:Reason>${details}</S:Fault>`;
}

/** The detail of a fault of the WinRM service itself. */
export function serviceFault(code: string | number, message = ""): string {
  return `<f:WSManFault Code="${code}" Machine="pc1"><f:Message>${message}</f:Message></f:WSManFault>`;
}
