import { DURATION_PATTERN } from "../base/duration.ts";
import type { Json } from "../base/json.ts";
import type { SchemaPart } from "./schema-error.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a map",
  null: "nothing",
};

/** What a schema asks for, as the object of a sentence: "a duration", "`a` or `b`", "a list". */
export function expected(schema: SchemaPart): string {
  if (schema.title !== undefined) return schema.title;
  if (isDuration(schema)) return "a duration";
  const words = wordsOf(schema);
  if (words !== null) return listed(quoted(words));
  if (schema.anyOf !== undefined) {
    const choices = [...new Set(schema.anyOf.map(expected))];
    return choices.some((choice) => / or | and /.test(choice)) ? choices.join(", or ") : listed(choices);
  }
  if (schema.type === "object" && schema.properties !== undefined)
    return `a map of ${listed(quoted(Object.keys(schema.properties)), "and")}`;
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return listed(types.map((type) => TYPES[type] ?? type));
}

/** The words a schema allows, where it allows nothing else. */
export function wordsOf(schema: SchemaPart): readonly string[] | null {
  if (schema.const !== undefined) return [String(schema.const)];
  if (schema.enum !== undefined) return schema.enum.map(String);
  const branches = schema.anyOf?.map(wordsOf);
  if (branches === undefined || branches.some((words) => words === null)) return null;
  return branches.flatMap((words) => words as readonly string[]);
}

/** All branches of a choice, inner choices opened; a schema without a choice is its own branch. */
export function branchesOf(schema: SchemaPart): readonly SchemaPart[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(branchesOf);
}

/** The schema asks for a span of time. */
export function isDuration(schema: SchemaPart): boolean {
  return schema.pattern === DURATION_PATTERN;
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], last: "or" | "and" = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** Words in backticks. */
export function quoted(words: readonly string[]): readonly string[] {
  return words.map((word) => `\`${word}\``);
}

/** A value as the object of a sentence: "the text `x`", "the number 5", "a list". Long texts are cut. */
export function shown(value: Json | undefined, written: string | null): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return `the text \`${clip(value)}\``;
  return `${typeof value === "number" ? "the number " : ""}\`${clip(written ?? String(value))}\``;
}

/** The start of a text, for a sentence. */
export function clip(text: string): string {
  const line = text.split("\n", 1)[0] as string;
  return line.length > 60 || line !== text ? `${line.slice(0, 57)}…` : line;
}
