/**
 * Instances: the WS-CIM mapping of DSP0230 1.0 clause 9 as [MS-WSMV] 3.1.4.1.26 and Windows write it.
 */
import { type CimInstance, type CimReference, type CimValue, parseCimDatetime } from "../base/cim.ts";
import { NS } from "./namespaces.ts";
import type { XmlElement } from "./xml.ts";

/**
 * An instance element, or a w:XmlFragment of a query with named properties, whose class the caller has to name.
 * The class is that of the element, which may be a subclass of the one asked for.
 */
export function readInstance(element: XmlElement, className: string = element.local): CimInstance {
  const values = new Map<string, CimValue[]>();
  for (const child of element.children) {
    if (!isProperty(child, element)) continue;
    const value = readValue(child);
    const before = values.get(child.local);
    if (before === undefined) values.set(child.local, [value]);
    else before.push(value);
  }
  const properties = new Map<string, CimValue>();
  for (const [name, repeats] of values) properties.set(name, repeats.length === 1 ? (repeats[0] ?? null) : repeats);
  return { kind: "instance", className, properties };
}

const CLASS_NAMESPACE =
  /^http:\/\/schemas\.(microsoft\.com\/wbem\/wsman\/1\/wmi|dmtf\.org\/wbem\/wscim\/1\/cim-schema)\//;

/** Children of other namespaces, such as cim:Location, are not properties. In a w:XmlFragment they have none. */
function isProperty(child: XmlElement, parent: XmlElement): boolean {
  return child.ns === parent.ns || child.ns === "" || CLASS_NAMESPACE.test(child.ns);
}

function readValue(element: XmlElement): CimValue {
  const nil = element.attribute(NS.xsi, "nil")?.trim();
  if (nil === "true" || nil === "1") return null;
  const [first] = element.children;
  const type = classOfType(element);
  if (first === undefined) return type === null ? kept(element.text) : readInstance(element, type);
  return readTime(element, first) ?? readReference(element) ?? readInstance(element, type ?? element.local);
}

/**
 * A text of its own. Pieces of a text are views in V8, so that a date kept for hours of waiting would keep the whole
 * answer that it came in: 6 KB a client.
 */
function kept(text: string): string {
  return ` ${text}`.slice(1);
}

/** DSP0230 9.2.4.1, cimDateTime: one child says which form; in a w:XmlFragment it has no namespace. */
function readTime(element: XmlElement, only: XmlElement): CimValue {
  if (element.children.length !== 1 || (only.ns !== NS.cim && only.ns !== "")) return null;
  const text = kept(only.text.trim());
  if (only.local === "Interval") return { kind: "interval", text };
  if (only.local === "Datetime" || only.local === "CIM_DateTime") return parseCimDatetime(text) ?? text;
  return only.ns === NS.cim ? text : null;
}

/** DSP0230 9.2.4.2: an endpoint reference (WS-Addressing 2004/08 section 2), bare or wrapped. */
function readReference(element: XmlElement): CimReference | null {
  const reference = element.child(NS.addressing, "EndpointReference") ?? element;
  const parameters = reference.child(NS.addressing, "ReferenceParameters");
  if (parameters === null) return null;
  const resourceUri = parameters.child(NS.wsman, "ResourceURI")?.text.trim() ?? "";
  const selectors = parameters.child(NS.wsman, "SelectorSet")?.children ?? [];
  const named = selectors
    .filter(({ ns, local }) => ns === NS.wsman && local === "Selector")
    .map((selector) => [selector.attribute("", "Name") ?? "", selector.text] as const);
  return { kind: "reference", resourceUri, selectors: Object.fromEntries(named) };
}

/** DSP0230 7.3: the type of an embedded object's class is called CLASS_Type. Null where the type is another, or none. */
function classOfType(element: XmlElement): string | null {
  const name = element.attribute(NS.xsi, "type")?.trim();
  return name === undefined ? null : (/^(?:[^:]*:)?(.+)_Type$/.exec(name)?.[1] ?? null);
}
