/** Instances as the WMI plug-in of Windows writes them: [MS-WSMV] 2.2.4.3 and 3.1.4.1.26, and recorded answers. */

import { join, type Markup, xml, xmlName } from "../wsman/markup.ts";
import { ANONYMOUS, NS } from "../wsman/namespaces.ts";
import type { PropertyValue, SimInstance } from "./class.ts";
import { classUri, NAMESPACE_SELECTOR, type Resource } from "./resource.ts";

/** A whole instance: an element of the class's own namespace, properties in alphabetical order. */
export function wholeInstance(resource: Resource, { className, properties }: SimInstance): Markup {
  const name = xmlName(className);
  const content = alphabetical(properties).map(([property, value]) => prefixed(property, value));
  return xml`<p:${name} xmlns:xsi="${NS.xsi}" xmlns:p="${classUri(resource, className)}" xmlns:cim="${
    NS.cim
  }" xsi:type="p:${name}_Type">${content}</p:${name}>`;
}

/** How an instance is named to ask for it again: WS-Addressing 2.1, DSP0227 5.5. A singleton of a Microsoft URI has no selectors. */
export function endpointReference(
  resource: Resource,
  { instance, key }: { readonly instance: SimInstance; readonly key: string | null },
): Markup {
  const { className, properties } = instance;
  const named: (readonly [string, string])[] = resource.dmtf ? [[NAMESPACE_SELECTOR, slashed(resource)]] : [];
  if (key !== null) named.push([key, String(properties[key])]);
  const selectors = named.map(([name, value]) => xml`<w:Selector Name="${name}">${value}</w:Selector>`);
  const set = selectors.length === 0 ? xml`` : xml`<w:SelectorSet>${selectors}</w:SelectorSet>`;
  return xml`<a:EndpointReference><a:Address>${ANONYMOUS}</a:Address><a:ReferenceParameters><w:ResourceURI>${classUri(
    resource,
    className,
  )}</w:ResourceURI>${set}</a:ReferenceParameters></a:EndpointReference>`;
}

function slashed({ namespace }: Resource): string {
  return namespace.replaceAll("\\", "/");
}

/** The projection that `select a, b` gives: a fragment whose children have no namespace (notes 58 and 59). */
export function fragment({ properties }: SimInstance, wanted: readonly string[]): Markup {
  const lower = new Set(wanted.map((name) => name.toLowerCase()));
  const content = alphabetical(properties)
    .filter(([property]) => lower.has(property.toLowerCase()))
    .map(([property, value]) => bare(property, value));
  return xml`<w:XmlFragment xmlns:xsi="${NS.xsi}">${content}</w:XmlFragment>`;
}

/** The output object of a method. */
export function methodOutput(uri: string, method: string, properties: Readonly<Record<string, PropertyValue>>): Markup {
  const name = xmlName(`${method}_OUTPUT`);
  const content = alphabetical(properties).map(([property, value]) => prefixed(property, value));
  return xml`<p:${name} xmlns:xsi="${NS.xsi}" xmlns:p="${uri}" xmlns:cim="${NS.cim}">${content}</p:${name}>`;
}

function alphabetical(
  properties: Readonly<Record<string, PropertyValue>>,
): readonly (readonly [string, PropertyValue])[] {
  return Object.entries(properties).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

/** A null scalar is nil, an array repeats its element (an empty one is absent). */
function prefixed(property: string, value: PropertyValue): Markup {
  const name = xmlName(property);
  if (value === null) return xml`<p:${name} xsi:nil="true"/>`;
  if (value instanceof Date) return xml`<p:${name}><cim:Datetime>${datetime(value)}</cim:Datetime></p:${name}>`;
  return join(texts(value).map((text) => xml`<p:${name}>${text}</p:${name}>`));
}

function bare(property: string, value: PropertyValue): Markup {
  const name = xmlName(property);
  if (value === null) return xml`<${name} xsi:nil="true"/>`;
  if (value instanceof Date) return xml`<${name}><Datetime>${datetime(value)}</Datetime></${name}>`;
  return join(texts(value).map((text) => xml`<${name}>${text}</${name}>`));
}

function texts(value: string | number | boolean | readonly string[]): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}

/** xs:dateTime in UTC, trailing zeros of the fraction cut. */
export function datetime(value: Date): string {
  return value.toISOString().replace(/\.?0*Z$/, "Z");
}
