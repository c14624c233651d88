/** Enumerate, Pull and Release: WS-Enumeration 3, DSP0226 8, [MS-WSMV] 3.1.4.8 to 3.1.4.10. */
import { type Markup, xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { XmlElement } from "../../wsman/xml.ts";
import type { SimInstance } from "../class.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { endpointReference, fragment, wholeInstance } from "../instances.ts";
import { type Resource, readResource } from "../resource.ts";
import { type Found, listInstances, queryWql } from "../wmi.ts";
import type { Operation } from "./target.ts";

const WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
/** Windows cuts pages at about this size, whatever MaxElements says: seen in recorded pages of 32 to 52 items. */
const PAGE_CHARACTERS = 75_000;

/** Begins: with a context, one item, or everything there is. */
export function enumerate(operation: Operation): Answer {
  const { client, request } = operation;
  const content = named(request.content, "Enumerate");
  const items = findItems(operation, content);
  const optimized = content.child(NS.wsman, "OptimizeEnumeration") !== null;
  return { action: `${NS.enumeration}/EnumerateResponse`, body: firstAnswer() };

  /** Since 2008 R2 an optimized answer holds one item; if that is all, the context is empty and the sequence over. */
  function firstAnswer(): Markup {
    if (!optimized) return response(xml`${client.enumerations.begin(items)}`, xml``);
    const first = xml`<w:Items>${items.slice(0, 1)}</w:Items>`;
    if (items.length <= 1) return response(xml``, xml`${first}<w:EndOfSequence/>`);
    return response(xml`${client.enumerations.begin(items.slice(1))}`, first);
  }
}

function response(context: Markup, rest: Markup): Markup {
  return xml`<n:EnumerateResponse><n:EnumerationContext>${context}</n:EnumerationContext>${rest}</n:EnumerateResponse>`;
}

/** The next page. The last one has no context. */
export function pull({ client, request }: Operation): Answer {
  const content = named(request.content, "Pull");
  const context = contextOf(content);
  const most = Number(content.child(NS.enumeration, "MaxElements")?.text.trim() ?? "1");
  if (!Number.isInteger(most) || most < 1) throw new SoapFault("badBody");
  const characters = Math.min(PAGE_CHARACTERS, request.maxEnvelopeSize);
  const taken = client.enumerations.take(context, { most, characters });
  if (taken === null) throw new SoapFault("contextGone");
  const goesOn = taken.done ? xml`` : xml`<n:EnumerationContext>${context}</n:EnumerationContext>`;
  const end = taken.done ? xml`<n:EndOfSequence/>` : xml``;
  const body = xml`<n:PullResponse>${goesOn}<n:Items>${taken.items}</n:Items>${end}</n:PullResponse>`;
  return { action: `${NS.enumeration}/PullResponse`, body };
}

/** Gives an enumeration up. */
export function release({ client, request }: Operation): Answer {
  if (!client.enumerations.release(contextOf(named(request.content, "Release")))) throw new SoapFault("contextGone");
  return { action: `${NS.enumeration}/ReleaseResponse`, body: xml`` };
}

function contextOf(content: XmlElement): string {
  return content.child(NS.enumeration, "EnumerationContext")?.text.trim() ?? "";
}

function named(content: XmlElement | null, local: string): XmlElement {
  if (content === null || content.local !== local || content.ns !== NS.enumeration) throw new SoapFault("badBody");
  return content;
}

function findItems(operation: Operation, content: XmlElement): readonly Markup[] {
  const resource = readResource(operation.request);
  const write = itemWriter(content.child(NS.wsman, "EnumerationMode")?.text.trim() ?? "EnumerateObject", resource);
  const filter = content.child(NS.wsman, "Filter") ?? content.child(NS.enumeration, "Filter");
  const found = filter === null ? wholeClass(operation, resource) : query(operation, resource, filter);
  return found.instances.map((instance) => write(instance, found));
}

function wholeClass(operation: Operation, { namespace, className, keys }: Resource): Found {
  if (keys.size > 0) throw new SoapFault("unexpectedSelectors");
  return listInstances(operation, { namespace, className });
}

/** A WQL filter names the class itself: [MS-WSMV] 2.2.4.15. */
function query(operation: Operation, { namespace, className, keys }: Resource, filter: XmlElement): Found {
  if (filter.attribute("", "Dialect") !== WQL) throw new SoapFault("dialectUnknown");
  if (className !== "*" || keys.size > 0) throw new SoapFault("queryNeedsStar");
  return queryWql(operation, namespace, filter.text);
}

type ItemWriter = (instance: SimInstance, found: Found) => Markup;

/** DSP0226 8.7: the objects, references to them, or both. */
function itemWriter(mode: string, resource: Resource): ItemWriter {
  const object: ItemWriter = (instance, { properties }) =>
    properties === null ? wholeInstance(resource, instance) : fragment(instance, properties);
  const reference: ItemWriter = (instance, { known }) => endpointReference(resource, { instance, key: known.key });
  switch (mode) {
    case "EnumerateObject":
      return object;
    case "EnumerateEPR":
      return reference;
    case "EnumerateObjectAndEPR":
      return (instance, found) => xml`<w:Item>${object(instance, found)}${reference(instance, found)}</w:Item>`;
    default:
      throw new SoapFault("unsupportedMode");
  }
}
