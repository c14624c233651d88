/** Delete: WS-Transfer 3.3; on WMI classes from Windows 8 and Server 2012 on, [MS-WSMV] note 107. */

import { xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { Answer } from "../envelope.ts";
import { deleteByKey } from "../wmi.ts";
import { type Operation, objectTarget } from "./target.ts";

/** Deletes the instance that is meant; where there is none, that is the fault. */
export function deleteInstance(operation: Operation): Answer {
  deleteByKey(operation, objectTarget(operation));
  return { action: `${NS.transfer}/DeleteResponse`, body: xml`` };
}
