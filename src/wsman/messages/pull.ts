/**
 * Pull: DSP0226 1.0 section 8.4 (WS-Enumeration 2004/09 section 3.2).
 */
import { requireChild } from "../answer.ts";
import type { RequestParts } from "../envelope.ts";
import { xml } from "../markup.ts";
import { ACTION, NS } from "../namespaces.ts";
import type { XmlElement } from "../xml.ts";
import { MAX_ELEMENTS, type Page, readPage } from "./page.ts";

/** Asks for the next page. `resourceUri` is that of the Enumerate. */
export function pullRequest(resourceUri: string, context: string): RequestParts {
  return {
    action: ACTION.pull,
    resourceUri,
    body: xml`<n:Pull xmlns:n="${NS.enumeration}"><n:EnumerationContext>${context}</n:EnumerationContext><n:MaxElements>${MAX_ELEMENTS}</n:MaxElements></n:Pull>`,
  };
}

/** The next items, and how to go on; `context` is the one pulled with. */
export function readPull(body: XmlElement, context: string): Page {
  return readPage(requireChild(body, NS.enumeration, "PullResponse"), context);
}
