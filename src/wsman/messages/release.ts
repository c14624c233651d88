/**
 * Release: DSP0226 1.0 section 8.5 (WS-Enumeration 2004/09 section 3.5). An unread context counts against the user's
 * operations until it dies. The body of the answer is empty.
 */
import type { RequestParts } from "../envelope.ts";
import { xml } from "../markup.ts";
import { ACTION, NS } from "../namespaces.ts";

/** Gives an enumeration up. `resourceUri` is that of the Enumerate. */
export function releaseRequest(resourceUri: string, context: string): RequestParts {
  return {
    action: ACTION.release,
    resourceUri,
    body: xml`<n:Release xmlns:n="${NS.enumeration}"><n:EnumerationContext>${context}</n:EnumerationContext></n:Release>`,
  };
}
