/** As much of JSON Schema as step inputs use. */
export interface InputSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly InputSchema[];
  readonly items?: InputSchema;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly pattern?: string;
  readonly description?: string;
}

/** Texts to try on a pattern, the likeliest first. */
const TEXTS = ["90s", "example", "P01"];

/** Of a list of words, so many are shown. */
const LISTED_WORDS = 2;

/** Inputs that a schema admits, one for each of its shapes, with every property filled in. */
export function samples(schema: InputSchema): readonly unknown[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return schema.enum.slice(0, 1);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(samples);
  switch (schema.type) {
    case "null":
      return [null];
    case "boolean":
      return [true];
    case "integer":
    case "number":
      return [1];
    case "string":
      return [text(schema)];
    case "array":
      return [listed(schema.items ?? {})];
    case "object":
      return [
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, samples(value)[0]])),
      ];
    default:
      throw new Error(`No sample is known for ${JSON.stringify(schema)}.`);
  }
}

function listed(items: InputSchema): readonly unknown[] {
  return items.enum?.slice(0, LISTED_WORDS) ?? samples(items);
}

function text({ pattern, examples }: InputSchema): string {
  const texts = [...((examples ?? []) as readonly string[]), ...TEXTS];
  const found = texts.find((candidate) => pattern === undefined || new RegExp(pattern).test(candidate));
  if (found === undefined) throw new Error(`No sample text fits ${pattern}.`);
  return found;
}

/** A value as a person writes it in a runbook: flow style, no quotes around plain words. */
export function inYaml(value: unknown): string {
  if (value === null) return "";
  if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
  if (typeof value === "object") {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${inYaml(item)}`)
      .join(", ")} }`;
  }
  // A text with spaces or signs of YAML's own is written as people write queries: in double quotes.
  return typeof value === "string" && /[\s',]/.test(value) ? JSON.stringify(value) : String(value);
}
