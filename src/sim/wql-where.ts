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
  const stretches = [""];
  for (const part of like.match(/%+|_|\[[^\]]+\]|[\s\S]/g) ?? []) {
    if (part.startsWith("%")) stretches.push("");
    else stretches[stretches.length - 1] += characterOf(part);
  }
  const [first = "", ...others] = stretches;
  const last = others.pop();
  if (last === undefined) return new RegExp(`^${first}$`, "i");
  // Where a stretch is found first it may stay, whatever follows: without that many `%` would be tried in every way.
  const between = others.map((stretch, at) => `(?=(?<s${at}>[\\s\\S]*?${stretch}))\\k<s${at}>`);
  return new RegExp(`^${first}${between.join("")}[\\s\\S]*${last}$`, "i");
}

function characterOf(part: string): string {
  if (part === "_") return "[\\s\\S]";
  return part.length > 1 ? oneOf(part.slice(1, -1)) : plain(part);
}

/** What stands between brackets. A range may be written with `=` too; one that runs backwards holds nothing. */
function oneOf(inside: string): string {
  const others = inside.startsWith("^");
  const members = (others ? inside.slice(1) : inside).match(/[\s\S][-=][\s\S]|[\s\S]/g) ?? [];
  const written = members.flatMap((member) => {
    const [first = "", , last = first] = member;
    return first > last ? [] : [`${plain(first)}-${plain(last)}`];
  });
  return `[${others ? "^" : ""}${written.join("")}]`;
}

function plain(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
