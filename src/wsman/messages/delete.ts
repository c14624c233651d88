/**
 * Delete: DSP0226 1.0 section 7.5 (WS-Transfer), [MS-WSMV] 3.1.4.4. Windows 8 and Server 2012 were the first to
 * offer it for WMI objects (note 107 there). The body of the answer is empty.
 */
import type { CimPath } from "../../base/cim.ts";
import type { RequestParts } from "../envelope.ts";
import { ACTION, resourceUri } from "../namespaces.ts";

/** Deletes one instance, whose keys have all to be given. */
export function deleteRequest({ namespace, className, keys = {} }: CimPath): RequestParts {
  return { action: ACTION.delete, resourceUri: resourceUri(namespace, className), selectors: keys };
}
