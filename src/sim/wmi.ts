/**
 * WMI of a simulated client, by whichever way it is reached: WS-Management or a shell. What is done is noted here, so
 * that the truth is the same for both.
 */
import type { PropertyValue, SimClass, SimInstance } from "./class.ts";
import { findClass } from "./classes.ts";
import type { SimClient } from "./client.ts";
import { SoapFault } from "./faults.ts";
import { parseWql } from "./wql.ts";
import { fits } from "./wql-where.ts";

/** Who asks; the connection by number, for the deeds. */
export interface WmiCaller {
  readonly client: SimClient;
  readonly connection: number;
}

/** A namespace with backslashes and a class, both in lower case. */
export interface ClassName {
  readonly namespace: string;
  readonly className: string;
}

/** What a query found. */
export interface Found {
  readonly known: SimClass;
  readonly instances: readonly SimInstance[];
  /** The properties that were asked for; null for all. */
  readonly properties: readonly string[] | null;
}

/** Every instance of a class. */
export function listInstances({ client, connection }: WmiCaller, { namespace, className }: ClassName): Found {
  const known = queriedClass(client, { namespace, className });
  client.deeds.note(connection, { deed: "query", subject: `${namespace}:${className}`, result: "done" });
  return { known, instances: known.instances(client), properties: null };
}

/** What a query in WQL finds: reference of WMI, ExecQuery. */
export function queryWql({ client, connection }: WmiCaller, namespace: string, text: string): Found {
  const parsed = parseWql(text);
  if (parsed === null) throw new SoapFault("badQuery", { operation: "ExecQuery", subject: text });
  const { properties, where } = parsed;
  const known = queriedClass(client, { namespace, className: parsed.className.toLowerCase() });
  const instances = known.instances(client).filter((instance) => where === null || fits(instance, where));
  const result = instances.length === 0 ? "absent" : "done";
  client.deeds.note(connection, { deed: "query", subject: `${namespace}: ${text.trim()}`, result });
  return { known, instances, properties };
}

function queriedClass(client: SimClient, { namespace, className }: ClassName): SimClass {
  const known = findClass(client, namespace, className);
  if (known === null) throw new SoapFault("noClassToQuery", { operation: "ExecQuery", subject: className });
  return known;
}

/** Deletes an instance by its key; where there is none, that is the fault. `subject` is its path, for the deeds. */
export function deleteByKey(
  { client, connection }: WmiCaller,
  { known, key, subject }: { readonly known: SimClass; readonly key: string | null; readonly subject: string },
): void {
  if (known.delete === undefined || key === null) {
    throw new SoapFault("notCapable", { operation: "DeleteInstance", subject });
  }
  const deleted = known.delete(client, key);
  client.deeds.note(connection, { deed: "delete", subject, result: deleted ? "done" : "absent" });
  if (!deleted) throw new SoapFault("notFound", { operation: "DeleteInstance", subject });
}

/** A static method of a class; its name is case-sensitive. */
export interface MethodName extends ClassName {
  readonly method: string;
}

/** The class that has the method. Throws the fault where class or method are missing. */
export function classWithMethod({ client }: WmiCaller, { namespace, className, method }: MethodName): SimClass {
  const subject = `${namespace}:${className}.${method}`;
  const known = findClass(client, namespace, className);
  if (known === null) throw new SoapFault("notFound", { operation: "ExecMethod", subject });
  if (Object.hasOwn(known.methods ?? {}, method)) return known;
  throw new SoapFault("actionUnknown", { operation: "ExecMethod", subject });
}

/** Calls a method, and gives its output. */
export function callMethod(
  caller: WmiCaller,
  { namespace, className, method }: MethodName,
  input: ReadonlyMap<string, string>,
): Readonly<Record<string, PropertyValue>> {
  const known = classWithMethod(caller, { namespace, className, method });
  // A trigger notes itself, with its schedule and what became of it.
  if (method !== "TriggerSchedule") {
    caller.client.deeds.note(caller.connection, { deed: "invoke", subject: `${namespace}:${className}.${method}` });
  }
  return known.methods?.[method]?.({ ...caller, input }) ?? {};
}
