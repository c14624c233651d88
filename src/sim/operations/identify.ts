/** Identify: DSP0226 11, [MS-WSMV] 3.1.4.1.23. */

import { type Markup, xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { XmlElement } from "../../wsman/xml.ts";

/** Whether the body asks who is there. */
export function isIdentify(content: XmlElement | null): boolean {
  return content !== null && content.local === "Identify" && content.ns === NS.identity;
}

/** `windows` is its version; null for a caller that has not logged on, who is told neither that nor security profiles. */
export function identify(windows: string | null): string {
  const version = `OS: ${windows ?? "0.0.0"} SP: 0.0 Stack: 3.0`;
  const profiles: Markup =
    windows !== null
      ? xml`<wsmid:SecurityProfiles><wsmid:SecurityProfileName>http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/spnego-kerberos</wsmid:SecurityProfileName></wsmid:SecurityProfiles>`
      : xml``;
  return xml`<s:Envelope xml:lang="en-US" xmlns:s="${NS.soap}"><s:Header/><s:Body><wsmid:IdentifyResponse xmlns:wsmid="${
    NS.identity
  }"><wsmid:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</wsmid:ProtocolVersion><wsmid:ProductVendor>Microsoft Corporation</wsmid:ProductVendor><wsmid:ProductVersion>${version}</wsmid:ProductVersion>${profiles}</wsmid:IdentifyResponse></s:Body></s:Envelope>`.toString();
}
