const UP_TO_100 = String.raw`(100(\.0)?|[1-9]?[0-9](\.[0-9])?)%`;

/** A percentage that may be none at all: `0%` to `100%`, with one decimal at most. */
export const LIMIT_PATTERN = `^${UP_TO_100}$`;

/** A percentage of something: `0.1%` to `100%`. */
export const SIZE_PATTERN = String.raw`^(?!0(\.0)?%)${UP_TO_100}$`;

/** What is wrong with a text that was meant as a percentage. */
export interface Misspelling {
  /** It is too small, too large or too fine, where it is not only spelt otherwise. */
  readonly bound: string | null;
  readonly hint: string;
}

/** Reads what people write for percentages: `10 %`, `2,5%`, `10 percent`. Null for what is no percentage. */
export function misspeltPercentage(written: string, pattern: string): Misspelling | null {
  const [, digits] = /^(\d{1,6}(?:[.,]\d{1,6})?) ?(?:%|percent|per cent|pct)$/i.exec(written) ?? [];
  if (digits === undefined) return null;
  const meant = `${Number(digits.replace(",", "."))}%`;
  if (new RegExp(pattern).test(meant)) return { bound: null, hint: `Write \`${meant}\`.` };
  if (meant === "0%") return { bound: "above 0%", hint: "Write a percentage of at least `0.1%`." };
  if (Number.parseFloat(meant) > 100) return { bound: "at most 100%", hint: "It is a part of all targets." };
  return { bound: "a percentage with one decimal at most", hint: "Round it." };
}
