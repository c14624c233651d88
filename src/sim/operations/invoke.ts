/** Methods of WMI classes: [MS-WSMV] 3.1.4.1.27 and 4.1.4. */
import type { XmlElement } from "../../wsman/xml.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { methodOutput } from "../instances.ts";
import { readResource } from "../resource.ts";
import { callMethod, classWithMethod } from "../wmi.ts";
import type { Operation } from "./target.ts";

/** Every action that is the resource URI and a name below it. */
export function invoke(operation: Operation): Answer {
  const { request } = operation;
  const { action, resourceUri } = request;
  const slash = action.lastIndexOf("/");
  const method = action.slice(slash + 1);
  if (action.slice(0, slash).toLowerCase() !== resourceUri.toLowerCase()) throw new SoapFault("actionMismatch");
  const { namespace, className, keys } = readResource(request);
  classWithMethod(operation, { namespace, className, method });
  if (keys.size > 0) throw new SoapFault("unexpectedSelectors");
  const input = readInput(request.content, `${method}_INPUT`, resourceUri);
  const output = callMethod(operation, { namespace, className, method }, input);
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
