import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { schemaTexts } from "../../scripts/schemas.ts";

/** The published schemas of what is printed. */
export type Published = "summary" | "event" | "doctor";

/** Checks by a published schema as it is printed: keys that it does not name may be there. */
export function publishedCheck(name: Published): ValidateFunction {
  return new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schemaOf(name));
}

/** The same without any key that the schema does not name. */
export function strictCheck(name: Published): ValidateFunction {
  return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(closed(schemaOf(name)) as object);
}

/** What is wrong with values, in a few words each; empty where nothing is. */
export function wrongs(check: ValidateFunction, values: Iterable<unknown>): readonly string[] {
  const found: string[] = [];
  for (const value of values)
    if (!check(value))
      found.push(`${JSON.stringify(value).slice(0, 300)}: ${JSON.stringify(check.errors?.slice(0, 3))}`);
  return found;
}

function schemaOf(name: Published): object {
  return JSON.parse(schemaTexts()[`${name}.schema.json`] as string) as object;
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const members = Object.entries(schema).map(([key, value]) => [key, key === "enum" ? value : closed(value)]);
  const open = Object.fromEntries(members) as Record<string, unknown>;
  return typeof open.properties === "object" ? { ...open, additionalProperties: false } : open;
}
