/** WMI as PowerShell's cmdlets and accelerators reach it. Everything goes through the same WMI as WS-Management. */
import { findClass } from "../classes.ts";
import { callMethod, classWithMethod, deleteByKey, listInstances, queryWql } from "../wmi.ts";
import type { Console } from "./console.ts";
import {
  isMade,
  type MethodOutput,
  type Table,
  textOf,
  type Value,
  type WmiClass,
  type WmiObject,
} from "./powershell-values.ts";

/** Said on standard error; the statement ends, the script goes on. */
export class Complaint extends Error {
  override readonly name = "Complaint";
}

/** What is read, and from where. */
export interface Reading {
  readonly namespace: string | null;
  readonly className: string | null;
  readonly filter: string | null;
  readonly query: string | null;
  readonly era: WmiObject["era"];
}

const DEFAULT_NAMESPACE = "root\\cimv2";

/** The instances that a class, a filter or a query finds. */
export function read(console: Console, { namespace, className, filter, query, era }: Reading): readonly WmiObject[] {
  const place = canonical(namespace ?? DEFAULT_NAMESPACE);
  if (query === null && className === null) throw new Complaint("a class or a query is missing.");
  const wql = query ?? (filter === null ? null : `select * from ${className} where ${filter}`);
  const found =
    wql === null
      ? listInstances(console, { namespace: place, className: (className as string).toLowerCase() })
      : queryWql(console, place, wql);
  return found.instances.map((instance) => ({ kind: "object", namespace: place, instance, era }));
}

/** `[wmiclass]'root\ccm:SMS_Client'`, with or without a computer before it. */
export function classAt(path: string): WmiClass {
  const { namespace, rest } = split(path);
  return { kind: "class", namespace, className: rest };
}

/** `[wmi]'root\ccm\invagt:InventoryActionStatus.InventoryActionID="…"'`. */
export function objectAt(console: Console, path: string): WmiObject {
  const { namespace, rest } = split(path);
  const [, className = rest, property, value] = /^(\w+)\.(\w+)=["'](.*)["']$/.exec(rest) ?? [];
  const filter = property === undefined ? null : `${property}='${value}'`;
  const [found] = read(console, { namespace, className, filter, query: null, era: "wmi" });
  if (found === undefined) throw new Complaint(`there is no object ${path}.`);
  return found;
}

/** Removes what was handed on. */
export function remove(console: Console, value: Value): void {
  if (!isMade(value) || value.kind !== "object") throw new Complaint("what was handed on is no instance of WMI.");
  const { namespace, instance } = value;
  const known = findClass(console.client, namespace, instance.className.toLowerCase());
  if (known === null) throw new Complaint(`${namespace} has no class ${instance.className}.`);
  const key = known.key === null ? null : String(instance.properties[known.key]);
  const subject = `${namespace}:${known.name}${key === null ? "" : `.${known.key?.toLowerCase()}="${key}"`}`;
  deleteByKey(console, { known, key, subject });
}

/** Calls a static method; the arguments come in the method's order, or by name. */
export function call(
  console: Console,
  { namespace, className }: WmiClass,
  { method, args }: { readonly method: string; readonly args: readonly Value[] | Table },
): MethodOutput {
  const place = { namespace: canonical(namespace), className: className.toLowerCase() };
  const known = findClass(console.client, place.namespace, place.className);
  const name = Object.keys(known?.methods ?? {}).find((each) => each.toLowerCase() === method.toLowerCase()) ?? method;
  const { parameters = {} } = classWithMethod(console, { ...place, method: name });
  const names = parameters[name] ?? [];
  const input = new Map<string, string>();
  if ("kind" in args) {
    for (const [key, value] of args.entries) {
      const parameter = names.find((each) => each.toLowerCase() === key.toLowerCase());
      if (parameter === undefined) throw new Complaint(`${className}.${name} has no parameter ${key}.`);
      input.set(parameter, textOf(value));
    }
  } else {
    if (args.length > names.length) throw new Complaint(`${className}.${name} takes fewer arguments.`);
    args.forEach((value, index) => void input.set(names[index] as string, textOf(value)));
  }
  return { kind: "output", properties: callMethod(console, { ...place, method: name }, input) };
}

function split(path: string): { readonly namespace: string; readonly rest: string } {
  const [, namespace = DEFAULT_NAMESPACE, rest = path] = /^(?:\\\\[^\\]+\\)?(?:([^:]+):)?(.+)$/.exec(path) ?? [];
  return { namespace: canonical(namespace), rest };
}

function canonical(namespace: string): string {
  return namespace
    .replace(/^(?:\\\\|\/\/)[^\\/]+[\\/]/, "")
    .replaceAll("/", "\\")
    .toLowerCase();
}
