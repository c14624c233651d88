import type { Json } from "../../base/json.ts";
import { suggest } from "../../base/suggest.ts";
import { type Document, spotAt, valueAt } from "../../text/document.ts";
import type { Finding } from "../../text/findings.ts";
import { child, nameOf } from "../../text/pointer.ts";
import { clip } from "../../text/words.ts";
import { LIMIT_PATTERN, misspeltPercentage, SIZE_PATTERN } from "../percentage.ts";
import type { Rule } from "./rule.ts";

/** One place at which a count or a percentage stands. */
interface Place {
  readonly pointer: string;
  readonly pattern: string;
  /** Words that people write there, lower case, and what to write for them. */
  readonly words: ReadonlyMap<string, string>;
}

const REST = "Write `rest`: all that are left.";
const SIZE = new Map(["all", "remaining", "remainder", "others", "everything"].map((word) => [word, REST]));
const NO_LIMIT = "Write `100%`, which nothing exceeds.";
const LIMIT = new Map([
  ...["unlimited", "any", "all"].map((word) => [word, NO_LIMIT] as const),
  ["none", "Write `0`, or `100%` for no limit."],
]);
const CRITERION = new Map([["all", "Write `100%`."]]);

/** Sizes, limits and the criterion that are neither counts nor percentages: a schema could only say so. */
export const shares: Rule = ({ document, findings }) => {
  for (const place of placesOf(valueAt(document, "/rollout/batches"))) {
    const finding = mistakeAt(place, document);
    if (finding !== null) findings.add(finding);
  }
};

function placesOf(batches: Json | undefined): readonly Place[] {
  const sizes = Array.isArray(batches) ? batches.map((_, index) => child("/rollout/batches", index)) : [];
  return [
    ...sizes.map((pointer) => ({ pointer, pattern: SIZE_PATTERN, words: SIZE })),
    { pointer: "/rollout/success", pattern: SIZE_PATTERN, words: CRITERION },
    { pointer: "/rollout/max-failed", pattern: LIMIT_PATTERN, words: LIMIT },
    { pointer: "/rollout/max-unreachable", pattern: LIMIT_PATTERN, words: LIMIT },
  ];
}

function mistakeAt({ pointer, pattern, words }: Place, document: Document): Finding | null {
  const value = valueAt(document, pointer);
  const inList = words === SIZE;
  if (typeof value === "number" ? Number.isInteger(value) : typeof value !== "string") return null;
  const text = String(value);
  if (text === "" || new RegExp(pattern).test(text) || (inList && text === "rest")) return null;
  const written = spotAt(document, pointer).spot.written ?? text;
  const misspelt = misspeltPercentage(text, pattern);
  const asked = misspelt?.bound ?? (inList ? "a count, a percentage or `rest`" : "a count or a percentage");
  const rest = inList && suggest(text, ["rest"]) !== null ? REST : undefined;
  return {
    code: misspelt !== null && misspelt.bound !== null ? "INV124" : "INV122",
    pointer,
    part: "value",
    message: `${nameOf(pointer)} must be ${asked}, not \`${clip(written)}\``,
    hint: misspelt?.hint ?? words.get(text.toLowerCase()) ?? rest ?? hintFor(value as number | string),
  };
}

function hintFor(value: number | string): string {
  // As programs write a tenth: 0.1.
  if (typeof value === "number" && value > 0 && value < 1)
    return `Write \`${Math.max(1, Math.round(value * 1_000)) / 10}%\`.`;
  if (typeof value === "string" && /^\d+$/.test(value))
    return "A count stands without quotes; a percentage has its sign behind it.";
  return "Write it like `5` or `10%`.";
}
