import { parseCimDatetime } from "../base/cim.ts";
import type { PropertyValue, SimInstance } from "./class.ts";
import type { Comparison, Condition } from "./wql.ts";

/** Whether a row is one of those that a query wants. */
export function fits(instance: SimInstance, where: Condition): boolean {
  switch (where.kind) {
    case "and":
      return where.of.every((one) => fits(instance, one));
    case "or":
      return where.of.some((one) => fits(instance, one));
    case "not":
      return !fits(instance, where.of);
    case "is":
      return compares(instance, where);
  }
}

function compares({ properties }: SimInstance, { property, operator, value }: Comparison): boolean {
  const found = Object.entries(properties).find(([name]) => name.toLowerCase() === property.toLowerCase())?.[1] ?? null;
  if (value === null) return (found === null) === (operator === "=");
  // Nothing can be said of NULL but that it is NULL.
  if (found === null) return false;
  if (operator === "like") return pattern(value).test(String(found));
  const order = orderOf(found, value);
  if (operator === "=" || operator === "!=") return (order === 0) === (operator === "=");
  if (operator === "<" || operator === "<=") return order < 0 || (order === 0 && operator === "<=");
  return order > 0 || (order === 0 && operator === ">=");
}

/** Numbers and dates by what they are, texts without regard to case. */
function orderOf(found: PropertyValue, value: string): number {
  if (typeof found === "number") return found - Number(value);
  if (found instanceof Date) {
    const micros = parseCimDatetime(value)?.micros;
    return micros === undefined ? Number.NaN : found.getTime() - Number(micros / 1_000n);
  }
  const [one, other] = [String(found).toLowerCase(), value.toLowerCase()];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** LIKE: `%` is any text, `_` any character, `[a-f]` one of some, `[^a-f]` none of them. */
function pattern(like: string): RegExp {
  const parts = like.match(/%+|_|\[[^\]]+\]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part.startsWith("%")) return "[\\s\\S]*";
    if (part === "_") return "[\\s\\S]";
    if (part.length > 1) return part.replace(/\\/g, "\\\\").replace(/=/g, "-");
    return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`, "i");
}
