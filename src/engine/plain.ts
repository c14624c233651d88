import type { CimInstance, CimValue } from "../base/cim.ts";
import type { Json, JsonObject } from "../base/json.ts";

/** An instance as plain data: scalars and dates as text, nested objects as objects. */
export function plainInstance(instance: CimInstance): Json {
  return Object.fromEntries([...instance.properties].map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: CimValue): Json {
  if (value === null || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plainValue);
  const single = value as Exclude<CimValue, null | string | readonly CimValue[]>;
  if (single.kind === "instance") return plainInstance(single);
  return single.kind === "reference" ? { ...single.selectors } : single.text;
}

/**
 * The instance that such plain data was made of, as far as a step can tell: dates are text again, which the readers of
 * CIM values understand. Null is an instance without properties.
 */
export function reviveInstance(plain: Json): CimInstance {
  return {
    kind: "instance",
    className: "",
    properties: new Map(Object.entries((plain ?? {}) as JsonObject).map(([name, value]) => [name, reviveValue(value)])),
  };
}

function reviveValue(value: Json): CimValue {
  if (value === null || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(reviveValue);
  return typeof value === "object" ? reviveInstance(value) : String(value);
}
