/** Methods of WMI classes: [MS-WSMV] 3.1.4.1.27 and 4.1.4. */
import type { XmlElement } from "../../wsman/xml.ts";
import { findClass } from "../classes.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { methodOutput } from "../instances.ts";
import { readResource } from "../resource.ts";
import type { Operation } from "./target.ts";

/** Every action that is the resource URI and a name below it. */
export function invoke({ client, request, connection }: Operation): Answer {
  const { action, resourceUri } = request;
  const slash = action.lastIndexOf("/");
  const method = action.slice(slash + 1);
  if (action.slice(0, slash).toLowerCase() !== resourceUri.toLowerCase()) throw new SoapFault("actionMismatch");
  const { namespace, className, keys } = readResource(request);
  const subject = `${namespace}:${className}.${method}`;
  const known = findClass(client, namespace, className);
  if (known === null) throw new SoapFault("notFound", { operation: "ExecMethod", subject });
  const run = Object.hasOwn(known.methods ?? {}, method) ? known.methods?.[method] : undefined;
  if (run === undefined) throw new SoapFault("actionUnknown", { operation: "ExecMethod", subject });
  if (keys.size > 0) throw new SoapFault("unexpectedSelectors");
  const input = readInput(request.content, `${method}_INPUT`, resourceUri);
  if (method !== "TriggerSchedule") client.deeds.note(connection, { deed: "invoke", subject });
  const output = run({ client, connection, input });
  return { action: `${action}Response`, body: methodOutput(resourceUri, method, output) };
}

/** Element names are case-sensitive; each parameter stands in the class's namespace. */
function readInput(content: XmlElement | null, local: string, uri: string): ReadonlyMap<string, string> {
  if (content === null || content.local !== local || content.ns.toLowerCase() !== uri.toLowerCase()) {
    throw new SoapFault("badBody");
  }
  const input = new Map<string, string>();
  for (const parameter of content.children) {
    if (parameter.ns !== content.ns) throw new SoapFault("badBody");
    input.set(parameter.local, parameter.text);
  }
  return input;
}
