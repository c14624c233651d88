/** Delete: WS-Transfer 3.3; on WMI classes from Windows 8 and Server 2012 on, [MS-WSMV] note 107. */

import { xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { type Operation, objectTarget } from "./target.ts";

/** Deletes the instance that is meant; where there is none, that is the fault. */
export function deleteInstance(operation: Operation): Answer {
  const { client, connection } = operation;
  const { known, key, subject } = objectTarget(operation);
  if (known.delete === undefined || key === null) {
    throw new SoapFault("notCapable", { operation: "DeleteInstance", subject });
  }
  const deleted = known.delete(client, key);
  client.deeds.note(connection, { deed: "delete", subject, result: deleted ? "done" : "absent" });
  if (!deleted) throw new SoapFault("notFound", { operation: "DeleteInstance", subject });
  return { action: `${NS.transfer}/DeleteResponse`, body: xml`` };
}
