import type { Json } from "../base/json.ts";
import type { SchemaPart } from "./schema-error.ts";

/** A schema with what it says to people. */
export interface Instructive extends SchemaPart {
  readonly description?: string | undefined;
  readonly enumDescriptions?: readonly string[];
  readonly default?: Json;
  readonly required?: readonly string[];
  readonly items?: Instructive;
  readonly properties?: Readonly<Record<string, Instructive>>;
  readonly anyOf?: readonly Instructive[];
}

/** What an editor shows of a key: its description and those of its shapes, its default, its examples. */
export function instructions(schema: Instructive): Readonly<Record<string, string>> {
  const shapes = (schema.anyOf ?? []).filter((shape) => shape.const === undefined);
  const texts = [schema, ...shapes].map(({ description }) => description).filter((text) => text !== undefined);
  const told = [...new Set(texts)].join(" ");
  const values = valuesOf(schema).filter((value) => !told.includes(`\`${value}\``));
  const words = values.map((value) => `${value === String(schema.default) ? "Default" : "Example"}: \`${value}\`.`);
  const description = [told, ...words].filter((text) => text !== "").join(" ");
  if (description === "") return {};
  // An editor escapes what is plain: a text with Markdown in it must be given as such.
  return { description, ...(marked(description) && { markdownDescription: description }) };
}

/** What an editor shows of each word of a choice; nothing where the schema says nothing of them. */
export function wordTexts({ anyOf = [], enumDescriptions }: Instructive): Readonly<Record<string, readonly string[]>> {
  const texts = enumDescriptions ?? anyOf.map(({ description }) => description ?? "");
  if (texts.every((text) => text === "")) return {};
  return { enumDescriptions: texts, ...(texts.some(marked) && { markdownEnumDescriptions: texts }) };
}

/** The values of a schema that allows nothing else, or null. */
export function choiceOf({ const: only, enum: words, anyOf }: Instructive): readonly Json[] | null {
  if (only !== undefined) return [only];
  if (words !== undefined) return words;
  const branches = anyOf?.map(choiceOf);
  return branches === undefined || branches.includes(null) ? null : (branches as readonly (readonly Json[])[]).flat();
}

/** The default and the examples, as they are written, each once. */
export function valuesOf({ default: usual, examples = [] }: Instructive): readonly string[] {
  return [...new Set([...(usual === undefined ? [] : [usual]), ...examples].map(String))];
}

function marked(text: string): boolean {
  return text.includes("`");
}
