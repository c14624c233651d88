/** What PowerShell lines hand on, and how it looks when it is written. */
import type { PropertyValue, SimInstance } from "../class.ts";

/** An instance that was read. Get-WmiObject gives dates as DMTF texts, Get-CimInstance as dates. */
export interface WmiObject {
  readonly kind: "object";
  readonly namespace: string;
  readonly instance: SimInstance;
  readonly era: "wmi" | "cim";
}

/** A class by its path, `[wmiclass]`. */
export interface WmiClass {
  readonly kind: "class";
  readonly namespace: string;
  readonly className: string;
}

/** What a method gave. */
export interface MethodOutput {
  readonly kind: "output";
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** A hash table. */
export interface Table {
  readonly kind: "table";
  readonly entries: ReadonlyMap<string, Value>;
}

/** One value. */
export type Value = PropertyValue | WmiObject | WmiClass | MethodOutput | Table;

/** Whether a value has members of its own. */
export function isMade(value: Value): value is WmiObject | WmiClass | MethodOutput | Table {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** A property, without regard to case; null where there is none. */
export function propertyOf(value: Value, name: string): Value {
  if (!isMade(value) || value.kind === "class" || value.kind === "table") return null;
  const properties = value.kind === "object" ? value.instance.properties : value.properties;
  const found = Object.entries(properties).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
  return found instanceof Date && value.kind === "object" && value.era === "wmi" ? dmtf(found) : found;
}

/** A value as text, as in a string with a variable in it. */
export function textOf(value: Value): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toLocaleString("en-US", { timeZone: "UTC" });
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return value.join(" ");
  if (!isMade(value)) return String(value);
  if (value.kind === "object") return value.instance.className;
  return value.kind === "class" ? `${value.namespace}:${value.className}` : value.kind;
}

/** A value as it is written at the end of a line: texts as they are, objects as lists of their properties. */
export function written(value: Value): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map((each: string) => `${each}\r\n`).join("");
  if (!isMade(value) || value.kind === "class" || value.kind === "table") return `${textOf(value)}\r\n`;
  const names = Object.keys(value.kind === "object" ? value.instance.properties : value.properties).sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  const rows = names.map((name) => `${name.padEnd(width)} : ${textOf(propertyOf(value, name))}`);
  return ["", ...rows, "", ""].join("\r\n");
}

/** `yyyymmddHHMMSS.mmmmmm+UUU` of DSP0004 5.2.4, in UTC. */
function dmtf(date: Date): string {
  const digits = date.toISOString().replace(/\D/g, "");
  return `${digits.slice(0, 14)}.${digits.slice(14)}000+000`;
}
