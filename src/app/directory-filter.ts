/** The string form of LDAP filters: RFC 4515, section 3. */

/** Where a filter stops being one, as an offset into it, and why. */
export interface FilterMistake {
  readonly at: number;
  readonly why: string;
}

/** Deeper than anybody writes. */
const DEEPEST = 64;

/** An attribute with options, or an extensible match, up to its `=`: RFC 4512 1.4 and 2.5, RFC 4515 3. */
const ATTRIBUTE =
  /(?:[a-z0-9][a-z0-9.;-]*(?::dn)?(?::[a-z0-9][a-z0-9.-]*)?|(?::dn)?:[a-z0-9][a-z0-9.-]*):=|[a-z0-9][a-z0-9.;-]*[~<>]?=/iy;

/** A value, in which parentheses, NUL and backslashes stand as a backslash and two digits. */
const VALUE = /(?:[^()\\\0]|\\[0-9A-Fa-f]{2})*/y;

/** The first mistake of a filter; null where it is one. */
export function filterMistake(text: string): FilterMistake | null {
  const end = readFilter(text, 0, 0);
  if (typeof end !== "number") return end;
  return end === text.length ? null : { at: end, why: "something stands behind its end" };
}

/** The offset behind the filter that begins here. */
function readFilter(text: string, at: number, depth: number): number | FilterMistake {
  if (depth > DEEPEST) return { at, why: "it is too deep" };
  if (text[at] !== "(") return { at, why: "a filter begins with `(`" };
  const sign = text[at + 1];
  const end =
    sign === "&" || sign === "|" || sign === "!"
      ? readList(text, at + 2, { depth, one: sign === "!" })
      : readItem(text, at + 1);
  if (typeof end !== "number") return end;
  return text[end] === ")" ? end + 1 : { at: end, why: "`)` is missing" };
}

function readList(text: string, from: number, { depth, one }: { depth: number; one: boolean }): number | FilterMistake {
  let at = from;
  do {
    const end = readFilter(text, at, depth + 1);
    if (typeof end !== "number") return end;
    at = end;
  } while (!one && text[at] === "(");
  return at;
}

function readItem(text: string, from: number): number | FilterMistake {
  ATTRIBUTE.lastIndex = from;
  if (!ATTRIBUTE.test(text)) return { at: from, why: "an attribute and `=` belong here" };
  VALUE.lastIndex = ATTRIBUTE.lastIndex;
  VALUE.test(text);
  const at = VALUE.lastIndex;
  return text[at] === "\\" ? { at, why: "behind `\\` belong two hexadecimal digits" } : at;
}
