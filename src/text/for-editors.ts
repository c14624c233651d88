import { type Entry, entries, skeletons } from "./entries.ts";
import { choiceOf, type Instructive, instructions, wordTexts } from "./instructions.ts";
import { expected, listed, quoted } from "./words.ts";

/** A JSON Schema as plain data. */
export type PlainSchema = Readonly<Record<string, unknown>>;

/** What yaml-language-server reads beyond JSON Schema 2020-12, as far as it is used here. */
export const EDITOR_KEYWORDS = [
  "defaultSnippets",
  "doNotSuggest",
  "enumDescriptions",
  "errorMessage",
  "markdownDescription",
  "markdownEnumDescriptions",
  "patternErrorMessage",
] as const;

/**
 * The same schema for editors: the same texts are right by it, and it says more. Made for yaml-language-server; what it
 * does with a keyword decides the form that was chosen (seen in version 2.0, held by test/editor).
 */
export function forEditors(schema: object): PlainSchema {
  // TypeBox keeps notes of its own beside the schema, which a round trip leaves behind.
  return convert(JSON.parse(JSON.stringify(schema)) as Instructive);
}

/**
 * The schema and further demands. Written beside `properties`, a type would be told in the terms of JSON, and what is
 * required would become a skeleton called "object"; whatever stands in an `else` is only checked.
 */
export function demanding(schema: PlainSchema, demands: readonly PlainSchema[]): PlainSchema {
  const before = (schema.else as { readonly allOf?: readonly PlainSchema[] } | undefined)?.allOf ?? [];
  return { ...schema, if: false, else: { allOf: [...before, ...demands] } };
}

/** A map must hold one of these keys. */
export function oneOfKeys(keys: readonly string[], errorMessage: string): PlainSchema {
  // No map is a text: what this says is its message.
  return { if: { anyOf: keys.map((key) => ({ required: [key] })) }, else: { type: "string", errorMessage } };
}

/** `asked` is what a person is told to write: of a choice, the whole choice for each of its branches. */
function convert(schema: Instructive, asked: string = expected(schema)): PlainSchema {
  const errorMessage = `Expected ${asked}.`;
  const words = choiceOf(schema);
  const { title: _, default: usual, examples: __, properties, items, required, anyOf, type, ...rest } = schema;
  const fallback = usual === undefined ? {} : { default: usual };
  // A type beside the words would tell one mistake twice.
  if (words !== null) return { ...instructions(schema), enum: words, ...fallback, ...wordTexts(schema), errorMessage };
  const own = { ...rest, ...instructions(schema) };
  if (anyOf !== undefined) return { ...own, ...shapes(schema, asked) };
  switch (type) {
    case "object": {
      const { minProperties, ...closed } = own as Record<string, unknown>;
      const others = opened(closed);
      const keys = Object.keys(properties ?? {});
      const members = Object.fromEntries(Object.entries(properties ?? {}).map(([key, value]) => [key, convert(value)]));
      const demands = [
        { type: [type], errorMessage },
        ...(required === undefined ? [] : [{ required }]),
        ...(minProperties === undefined ? [] : [oneOfKeys(keys, `Expected ${listed(quoted(keys))}.`)]),
      ];
      return demanding({ ...others, properties: members }, demands);
    }
    case "array": {
      const told = items && { ...items, description: items.description ?? schema.description };
      const item = told && (oneScalar(told) ?? convert(told));
      return { ...own, type: [type], ...(item && { items: item }), errorMessage };
    }
    case "boolean":
      return { ...own, enum: [true, false], ...fallback, errorMessage };
    case "null":
      // As its own type it would be completed to the word `null`.
      return demanding({ ...own, defaultSnippets: [{ label: "(nothing)", body: "", ...instructions(schema) }] }, [
        { type: [type], errorMessage: "Expected nothing behind the colon." },
      ]);
    default:
      // As a list of one, or alternatives would forget the message for a sentence of their own.
      return { ...own, type: [type], ...offered(entries(schema)), errorMessage };
  }
}

/** What is told of a branch is told of the whole. A map is also offered on one line, where its key was written. */
function shapes(whole: Instructive, asked: string): PlainSchema {
  const { anyOf = [] } = whole;
  const branches = anyOf.map((branch) => {
    const { description, examples: _, default: __, ...untold } = branch;
    if (branch.const !== undefined) return convert({ ...untold, enumDescriptions: [description ?? ""] }, asked);
    const converted = convert(untold, asked);
    return { ...converted, ...offered(offers(branch, whole)) };
  });
  return sideBySide(anyOf, branches) ?? { anyOf: branches };
}

function offers(branch: Instructive, whole: Instructive): readonly Entry[] {
  if (branch.type === "string" && choiceOf(branch) === null)
    return [...entries(branch), ...skeletons(whole.anyOf ?? [])];
  return branch.type === "integer" ? entries({ ...whole, type: "integer" }) : [];
}

/** A map whose keys are names of its own, with one shape for what they hold. */
function opened(schema: PlainSchema): PlainSchema {
  const { additionalProperties: any } = schema;
  return typeof any === "object" ? { ...schema, additionalProperties: convert(any as Instructive) } : schema;
}

function offered(defaultSnippets: readonly Entry[]): PlainSchema {
  return defaultSnippets.length === 0 ? {} : { defaultSnippets };
}

/** A text or a map, in one schema: as two, an editor would offer "an array item" for each in a list. */
function sideBySide(anyOf: readonly Instructive[], converted: readonly PlainSchema[]): PlainSchema | null {
  const [text, map] = converted;
  const types = anyOf.map((branch) => (choiceOf(branch) === null ? branch.type : "a choice"));
  if (text === undefined || map === undefined || types.join() !== "string,object") return null;
  const { type: _, errorMessage, ...textual } = text;
  const [, ...demands] = (map.else as { readonly allOf: readonly PlainSchema[] }).allOf;
  const told = textual.pattern === undefined ? {} : { patternErrorMessage: errorMessage };
  return demanding({ ...textual, ...told, ...map, else: {} }, [
    { type: ["string", "object"], errorMessage },
    ...demands,
  ]);
}

/** Numbers, texts and words, in one schema: as several, an editor would offer "an array item" for each in a list. */
function oneScalar(schema: Instructive): PlainSchema | null {
  const { anyOf = [] } = schema;
  const [number, text] = ["integer", "string"].map((type) => anyOf.find((branch) => branch.type === type));
  const words = anyOf.filter((branch) => branch.const !== undefined);
  if (number === undefined || text?.pattern === undefined || words.length + 2 !== anyOf.length) return null;
  const { minimum, maximum } = number;
  const forms = [text.pattern, ...words.map((word) => `^${word.const}$`)];
  const errorMessage = `Expected ${expected(schema)}.`;
  const written = words.map((word) => ({
    type: "string",
    examples: [String(word.const)],
    description: word.description,
  }));
  return {
    ...instructions(schema),
    type: ["integer", "string"],
    ...{ minimum, maximum, pattern: forms.join("|") },
    errorMessage,
    patternErrorMessage: errorMessage,
    ...offered([...entries({ ...schema, type: "integer" }), ...written.flatMap(entries)]),
  };
}
