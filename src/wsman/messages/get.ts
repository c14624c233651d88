/**
 * Get: DSP0226 1.0 section 7.3 (WS-Transfer), DSP0227 1.0 clause 7.
 */
import type { CimInstance, CimPath } from "../../base/cim.ts";
import { lack } from "../answer.ts";
import type { RequestParts } from "../envelope.ts";
import { ACTION, resourceUri } from "../namespaces.ts";
import { readInstance } from "../values.ts";
import type { XmlElement } from "../xml.ts";

/** Asks for one instance. Only a singleton class may be asked for without keys. */
export function getRequest({ namespace, className, keys = {} }: CimPath): RequestParts {
  return { action: ACTION.get, resourceUri: resourceUri(namespace, className), selectors: keys };
}

/** The body is the instance. */
export function readGet(body: XmlElement): CimInstance {
  return readInstance(body.children[0] ?? lack("the instance asked for"));
}
