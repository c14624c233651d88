/** Resource URIs of WMI: [MS-WSMV] 3.1.4.1.1 and 2.2.4.35. */
import { resourceUri } from "../wsman/namespaces.ts";
import { SoapFault } from "./faults.ts";
import type { SoapRequest } from "./request.ts";

/** What a resource URI and its selectors name. */
export interface Resource {
  /** With backslashes, in lower case: WMI does not tell cases apart. */
  readonly namespace: string;
  /** In lower case; `*` for all classes. */
  readonly className: string;
  /** The key selectors, by lower-case name. */
  readonly keys: ReadonlyMap<string, string>;
  /** It was named by the DMTF's form of URI, and answers are to name it so too. */
  readonly dmtf: boolean;
}

const DMTF_CLASS = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
const WMI_URI = /^http:\/\/schemas\.microsoft\.com\/wbem\/wsman\/1\/wmi\/(.+)\/([^/]+)$/i;
const CIM_URI = /^http:\/\/schemas\.dmtf\.org\/wbem\/wscim\/1\/(?:cim-schema\/2\/([^/]+)|(\*))$/i;
/** The selector that names the namespace of a class which the URI names without one. */
export const NAMESPACE_SELECTOR = "__cimnamespace";
/** Where a DMTF URI looks when nothing else is said. */
const DEFAULT_NAMESPACE = "root\\hardware";

/** What a request is about. Throws the fault for a URI that names nothing here. */
export function readResource({ resourceUri: uri, selectors }: SoapRequest): Resource {
  const keys = new Map(selectors);
  const asked = keys.get(NAMESPACE_SELECTOR);
  keys.delete(NAMESPACE_SELECTOR);
  const dmtf = CIM_URI.exec(uri);
  if (dmtf !== null) {
    const className = (dmtf[1] ?? dmtf[2] ?? "").toLowerCase();
    return { namespace: asked === undefined ? DEFAULT_NAMESPACE : canonical(asked), className, keys, dmtf: true };
  }
  const wmi = WMI_URI.exec(uri);
  if (wmi === null) throw new SoapFault("notFound", { subject: uri });
  const namespace = canonical(wmi[1] as string);
  if (asked !== undefined && canonical(asked) !== namespace) throw new SoapFault("otherNamespace");
  return { namespace, className: (wmi[2] as string).toLowerCase(), keys, dmtf: false };
}

/** The URI of a class, in the form in which the resource was named. */
export function classUri({ namespace, dmtf }: Resource, className: string): string {
  return dmtf ? `${DMTF_CLASS}${className}` : resourceUri(namespace, className);
}

function canonical(namespace: string): string {
  return namespace.replaceAll("/", "\\").toLowerCase();
}
