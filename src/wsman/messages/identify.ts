/**
 * Identify: DSP0226 1.0 clause 11, [MS-WSMV] 3.1.4.1.23. It has no addressing headers.
 */
import { requireChild } from "../answer.ts";
import type { Request } from "../envelope.ts";
import { xml } from "../markup.ts";
import { NS } from "../namespaces.ts";
import type { XmlElement } from "../xml.ts";

/** What a WS-Management service says of itself. */
export interface Identity {
  readonly protocolVersion: string;
  readonly vendor: string;
  /** `OS: 10.0.20348 SP: 0.0 Stack: 3.0`; with zeros for the system where nobody is logged on. */
  readonly version: string;
  /** URIs of the authentication schemes that are switched on; empty where nobody is logged on, and before Server 2012. */
  readonly securityProfiles: readonly string[];
}

const MESSAGE = xml`<s:Envelope xmlns:s="${NS.soap}" xmlns:i="${NS.identity}"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>`;

/** The one Identify request there is. */
export const identifyRequest: Request = {
  bytes: Buffer.from(String(MESSAGE)),
  answerAction: null,
  messageId: null,
};

/** Reads the body of the answer. */
export function readIdentity(body: XmlElement): Identity {
  const answer = requireChild(body, NS.identity, "IdentifyResponse");
  const text = (local: string) => requireChild(answer, NS.identity, local).text.trim();
  const profiles = answer.child(NS.identity, "SecurityProfiles")?.children ?? [];
  return {
    protocolVersion: text("ProtocolVersion"),
    vendor: text("ProductVendor"),
    version: text("ProductVersion"),
    securityProfiles: profiles.map((profile) => profile.text.trim()),
  };
}
