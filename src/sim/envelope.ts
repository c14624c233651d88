/** Answers of a simulated host: [MS-WSMV] 3.1.4.1 and 4.1, with the prefixes and header order of recorded Windows hosts. */
import { randomUUID } from "node:crypto";
import { type Markup, xml } from "../wsman/markup.ts";
import { ANONYMOUS, NS } from "../wsman/namespaces.ts";

/** What an operation answers: its addressing action and what stands in the SOAP body. */
export interface Answer {
  readonly action: string;
  readonly body: Markup;
}

/** A whole answer. `relatesTo` is the request's message id; null where none could be read. */
export function envelope({ action, body }: Answer, relatesTo: string | null): string {
  const relates = relatesTo === null ? xml`` : xml`<a:RelatesTo>${relatesTo}</a:RelatesTo>`;
  return xml`<s:Envelope xml:lang="en-US" xmlns:s="${NS.soap}" xmlns:a="${NS.addressing}" xmlns:x="${
    NS.transfer
  }" xmlns:n="${NS.enumeration}" xmlns:w="${NS.wsman}" xmlns:p="${NS.microsoft}"><s:Header><a:Action>${
    action
  }</a:Action><a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID><a:To>${
    ANONYMOUS
  }</a:To>${relates}</s:Header><s:Body>${body}</s:Body></s:Envelope>`.toString();
}
