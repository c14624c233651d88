/** Get: WS-Transfer 3.1, [MS-WSMV] 3.1.4.2. */
import { NS } from "../../wsman/namespaces.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { wholeInstance } from "../instances.ts";
import { findInstance, type Operation, objectTarget } from "./target.ts";

/** Reads the instance that is meant. */
export function get(operation: Operation): Answer {
  const { client, connection } = operation;
  const target = objectTarget(operation);
  const instance = findInstance(client, target);
  const result = instance === null ? "absent" : "done";
  client.deeds.note(connection, { deed: "read", subject: target.subject, result });
  if (instance === null) throw new SoapFault("notFound", { subject: target.subject });
  return { action: `${NS.transfer}/GetResponse`, body: wholeInstance(target.resource, instance) };
}
