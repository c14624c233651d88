import type { TSchema } from "typebox";
import { targetsFileSchema, targetsSchema } from "./schema.ts";

/** One range, as `parseName` reads it: what it counts through is not compared here. */
const RANGE = "\\[(?:\\d{1,9}:\\d{1,9}|[a-z]:[a-z]|[A-Z]:[A-Z])(?::0*[1-9]\\d{0,8})?\\]";

/** Names of dotted parts, each of these characters and ranges; hyphens stand between. */
const name = (characters: string) => {
  const part = `(?:${characters})(?:-*(?:${characters}))*`;
  return `${part}(?:\\.${part})*`;
};

const HOST = name("[A-Za-z0-9_]");
const IPV6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?";

/** The ending of a file's name, in either case. */
const ending = (...endings: readonly string[]) => {
  const either = (word: string) => word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return `\\.(?:${endings.map(either).join("|")})$`;
};

const CSV = ending("csv", "tsv");

/**
 * The forms that texts have, by their titles. A run reads them with more care and better words than a pattern has
 * (ranges.ts, matcher.ts); an editor has only the pattern, which lets through all that a run takes.
 */
const FORMS: Readonly<Record<string, string>> = {
  "a host name or range": `^${name(`[A-Za-z0-9_]|${RANGE}`)}$`,
  "a host name, range or pattern": `[*?]|^${name(`[A-Za-z0-9_]|${RANGE}`)}$`,
  "an IP address or host name": `^(?:${HOST}|${IPV6})$`,
  "a path": `(?:^|[/\\\\])[^./\\\\]*$|${ending("txt", "list", "csv", "tsv", "yml", "yaml", "json", "ini")}`,
};

function formed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(formed);
  if (typeof schema !== "object" || schema === null) return schema;
  const { title = "", properties } = schema as Named;
  const pattern = FORMS[title];
  const members = Object.entries(schema).map(([key, value]) => [key, formed(value)]);
  return {
    ...Object.fromEntries(members),
    ...(pattern !== undefined && { pattern }),
    ...(properties?.column !== undefined && { dependentSchemas: { column: OF_CSV } }),
  };
}

interface Named {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const OF_CSV = {
  properties: { path: { pattern: CSV, patternErrorMessage: "Only a CSV has a `column`.", doNotSuggest: true } },
};

/** The shape of `targets` in the published schema of a runbook. */
export const publishedTargets = formed(targetsSchema) as TSchema;

/** The shape of the published schema of a file of targets. */
export const publishedTargetsFile = formed(targetsFileSchema) as TSchema;
