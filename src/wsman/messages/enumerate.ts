/**
 * Enumerate: DSP0226 1.0 section 8.2 (WS-Enumeration 2004/09 section 3.1), with the first items in its answer
 * (section 8.2.3, optimised enumeration).
 */
import { requireChild } from "../answer.ts";
import type { RequestParts } from "../envelope.ts";
import { xml } from "../markup.ts";
import { ACTION, NS, resourceUri, WQL_DIALECT } from "../namespaces.ts";
import type { XmlElement } from "../xml.ts";
import { MAX_ELEMENTS, type Page, readPage } from "./page.ts";

/** Opens a query; its resource is every class of the namespace, as the query names its own. */
export function queryRequest(namespace: string, wql: string): RequestParts {
  return {
    action: ACTION.enumerate,
    resourceUri: resourceUri(namespace, "*"),
    body: xml`<n:Enumerate xmlns:n="${NS.enumeration}"><w:OptimizeEnumeration/><w:MaxElements>${MAX_ELEMENTS}</w:MaxElements><w:Filter Dialect="${WQL_DIALECT}">${wql}</w:Filter></n:Enumerate>`,
  };
}

/** Opens the enumeration of all instances of a class and its subclasses. */
export function enumerateRequest(namespace: string, className: string): RequestParts {
  return {
    action: ACTION.enumerate,
    resourceUri: resourceUri(namespace, className),
    body: xml`<n:Enumerate xmlns:n="${NS.enumeration}"><w:OptimizeEnumeration/><w:MaxElements>${MAX_ELEMENTS}</w:MaxElements></n:Enumerate>`,
  };
}

/** The first items, and how to go on. */
export function readEnumerate(body: XmlElement): Page {
  return readPage(requireChild(body, NS.enumeration, "EnumerateResponse"), null);
}
