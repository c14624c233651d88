/** A client's version, such as `5.00.9096.1000`, as the numbers between its dots. */
export type ClientVersion = readonly number[];

/** A comparison such as `>=5.00.9096`. */
export interface VersionRange {
  readonly operator: ">=" | ">" | "<=" | "<" | "=";
  /** One to four numbers. */
  readonly version: ClientVersion;
}

/** What a comparison looks like, for a schema. */
export const VERSION_RANGE_PATTERN = "^(>=|<=|>|<|=) ?\\d{1,9}(\\.\\d{1,9}){0,3}$";

const RANGE = new RegExp(VERSION_RANGE_PATTERN);
const VERSION = /^\d{1,9}(?:\.\d{1,9}){0,3}$/;

/** The numbers of a version, or null where the text is none. */
export function parseVersion(text: string): ClientVersion | null {
  return VERSION.test(text) ? text.split(".").map(Number) : null;
}

/** A comparison, or null where the text is none. */
export function parseVersionRange(text: string): VersionRange | null {
  const operator = RANGE.exec(text)?.[1] as VersionRange["operator"] | undefined;
  if (operator === undefined) return null;
  return { operator, version: text.slice(operator.length).trim().split(".").map(Number) };
}

/** Negative, zero or positive, as in a sort: number by number, where 00 is 0 and 10 comes after 9. Missing ones are 0. */
export function compareVersions(one: ClientVersion, other: ClientVersion): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The largest number that is written in a version. */
const LARGEST = 999_999_999;

/** A version that is one of those meant, as a text; null where there is none, as for `<0`. */
export function versionWithin({ operator, version }: VersionRange): string | null {
  const last = (version.at(-1) as number) + (operator === ">" ? 1 : operator === "<" ? -1 : 0);
  return last < 0 || last > LARGEST ? null : [...version.slice(0, -1), last].join(".");
}

/**
 * Whether a version is one of those meant. Only as many numbers are compared as the comparison names: 5.00.9096.1012
 * is `=5.00.9096` and `<=5.00.9096`, and not `>5.00.9096`.
 */
export function inVersionRange(version: ClientVersion, { operator, version: bound }: VersionRange): boolean {
  const order = compareVersions(version.slice(0, bound.length), bound);
  if (operator === "=") return order === 0;
  if (operator === ">=") return order >= 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order < 0;
}
