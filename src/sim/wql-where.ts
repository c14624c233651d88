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
  if (operator === "like") return isLike(String(found), value);
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

/**
 * LIKE: `%` is any text, `_` any character, `[a-f]` one of some, `[^a-f]` none of them. Where a stretch between two `%`
 * is found first it may stay, whatever follows: no way is tried twice.
 */
function isLike(text: string, like: string): boolean {
  const [first = [], ...others] = stretchesOf(like);
  const last = others.pop();
  let end = endOf(first, { text, from: 0, flags: "iy" });
  if (last === undefined) return end === text.length;
  for (const stretch of others) if (end !== null) end = endOf(stretch, { text, from: end, flags: "ig" });
  const from = text.length - last.length;
  return end !== null && from >= end && endOf(last, { text, from, flags: "iy" }) !== null;
}

/** What each character between two `%` must be, as parts of an expression. */
function stretchesOf(like: string): readonly (readonly string[])[] {
  const stretches: string[][] = [[]];
  for (const part of like.match(/%+|_|\[[^\]]+\]|[\s\S]/g) ?? []) {
    if (part.startsWith("%")) stretches.push([]);
    else stretches.at(-1)?.push(characterOf(part));
  }
  return stretches;
}

/** Where a stretch ends that is found from a place on, or exactly there by the flag `y`; null where it is not. */
function endOf(
  stretch: readonly string[],
  { text, from, flags }: { readonly text: string; readonly from: number; readonly flags: string },
): number | null {
  const expression = new RegExp(stretch.join(""), flags);
  expression.lastIndex = from;
  return expression.test(text) ? expression.lastIndex : null;
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
