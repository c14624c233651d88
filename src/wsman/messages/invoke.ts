/**
 * Invoke: DSP0227 1.0 clause 10, and the example of [MS-WSMV] 4.1.4.
 */
import type { CimInstance, CimPath } from "../../base/cim.ts";
import { lack } from "../answer.ts";
import type { RequestParts } from "../envelope.ts";
import { join, xml, xmlName } from "../markup.ts";
import { resourceUri } from "../namespaces.ts";
import { readInstance } from "../values.ts";
import type { XmlElement } from "../xml.ts";

/** The arguments of a method by name; an array becomes repeated elements. */
export type MethodInput = Readonly<Record<string, string | readonly string[]>>;

/** Calls a method: of an instance where the path has keys, else of the class. */
export function invokeRequest(
  { namespace, className, keys = {} }: CimPath,
  method: string,
  input: MethodInput,
): RequestParts {
  const uri = resourceUri(namespace, className);
  const element = xmlName(`${method}_INPUT`);
  const values = Object.entries(input).flatMap(([parameter, value]) => {
    const name = xmlName(parameter);
    return [value].flat().map((one) => xml`<m:${name}>${one}</m:${name}>`);
  });
  return {
    action: `${uri}/${method}`,
    resourceUri: uri,
    selectors: keys,
    body: xml`<m:${element} xmlns:m="${uri}">${join(values)}</m:${element}>`,
  };
}

/** The output object, METHOD_OUTPUT, with ReturnValue among its properties where the method has one. */
export function readInvoke(body: XmlElement, method: string): CimInstance {
  const expected = `${method}_OUTPUT`.toLowerCase();
  const output = body.children.find(({ local }) => local.toLowerCase() === expected);
  return readInstance(output ?? lack(`${method}_OUTPUT`));
}
