/** As much of JSON Schema as the inputs of steps use. */
export interface SampleSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SampleSchema[];
  readonly items?: SampleSchema;
  readonly properties?: Readonly<Record<string, SampleSchema>>;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
}

/** Texts to try on a pattern, the likeliest first. */
const TEXTS = ["90s", "example", "P01"];

/** How many words an example of a list of words has. */
const LISTED = 2;

/**
 * Inputs that a schema admits, one for each of its shapes, with every property filled in. A schema's own `examples`
 * come first; words that may stand for each other are one shape.
 */
export function samples(schema: SampleSchema): readonly unknown[] {
  if (schema.examples?.[0] !== undefined) return schema.examples.slice(0, 1);
  const words = wordsOf(schema);
  if (words !== null) return words.slice(0, 1);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(samples);
  switch (schema.type) {
    case "null":
      return [null];
    case "boolean":
      return [false];
    case "integer":
    case "number":
      return [1];
    case "string":
      return [text(schema)];
    case "array": {
      const items = schema.items ?? {};
      return [wordsOf(items)?.slice(0, LISTED) ?? samples(items)];
    }
    case "object":
      return [
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, samples(value)[0]])),
      ];
    default:
      throw new Error(`No sample is known for ${JSON.stringify(schema)}.`);
  }
}

/** The words a schema allows, where it allows nothing else. */
function wordsOf(schema: SampleSchema): readonly unknown[] | null {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return schema.enum;
  const branches = schema.anyOf?.map(wordsOf);
  if (branches === undefined || branches.some((words) => words === null)) return null;
  return branches.flatMap((words) => words as readonly unknown[]);
}

function text({ pattern }: SampleSchema): string {
  const found = TEXTS.find((candidate) => pattern === undefined || new RegExp(pattern).test(candidate));
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
  return typeof value === "string" && !PLAIN.test(value) ? JSON.stringify(value) : String(value);
}

/** What means itself without quotes, inside brackets and braces too: YAML 1.2.2, 7.3.3 and 10.3.2. Rather too few than too many. */
const PLAIN = /^(?!(?:true|false|null)$|0[xo]|[\d.]+(?:[eE]\d+)?$)[A-Za-z0-9][\w.\\/-]*(?: [\w.\\/-]+)*$/;
