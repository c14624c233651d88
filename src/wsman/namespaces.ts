/**
 * The namespaces of WS-Management as Windows speaks it: [MS-WSMV] 2.2.1, DSP0226 1.0 annex A.
 * Prefixes are free on the wire; answers are matched by namespace and local name alone.
 */
export const NS = {
  soap: "http://www.w3.org/2003/05/soap-envelope",
  addressing: "http://schemas.xmlsoap.org/ws/2004/08/addressing",
  wsman: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  microsoft: "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd",
  transfer: "http://schemas.xmlsoap.org/ws/2004/09/transfer",
  enumeration: "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
  fault: "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault",
  binding: "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd",
  cim: "http://schemas.dmtf.org/wbem/wscim/1/common",
  xsi: "http://www.w3.org/2001/XMLSchema-instance",
  xml: "http://www.w3.org/XML/1998/namespace",
  /** As Test-WSMan prints it; the "identify/1" of [MS-WSMV] 2.2.1 is a misprint. */
  identity: "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd",
  shell: "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
} as const;

/** The address that asks for the answer on the same connection: WS-Addressing 2004/08 section 2.1. */
export const ANONYMOUS = `${NS.addressing}/role/anonymous`;

/** What a:Action may be. An answer's action is the request's with `Response` behind it. */
export const ACTION = {
  get: `${NS.transfer}/Get`,
  delete: `${NS.transfer}/Delete`,
  enumerate: `${NS.enumeration}/Enumerate`,
  pull: `${NS.enumeration}/Pull`,
  release: `${NS.enumeration}/Release`,
} as const;

/** The dialect of a WQL filter, as [MS-WSMV] has it. */
export const WQL_DIALECT = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

const WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";

/** The resource URI of a WMI class, [MS-WSMV] 3.1.4.1.1: the namespace with `/` for `\`, then the class (`*` for WQL). */
export function resourceUri(namespace: string, className: string): string {
  return `${WMI}${namespace.replaceAll("\\", "/")}/${className}`;
}
