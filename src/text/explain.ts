import { nearestDuration } from "../base/duration.ts";
import { suggest } from "../base/suggest.ts";
import type { Document } from "./document.ts";
import { spotAt } from "./document.ts";
import type { Finding, Findings } from "./findings.ts";
import { child, nameOf } from "./pointer.ts";
import { type SchemaError, withoutChoiceNoise } from "./schema-error.ts";
import { branchesOf, clip, expected, isDuration, listed, shown, wordsOf } from "./words.ts";

/** Where the validated value stands in the document. */
interface Place {
  readonly document: Document;
  /** JSON pointer of the value that was validated. */
  readonly base: string;
}

/** Turns the errors of a validator into findings, one a mistake, in the words of the person who wrote the text. */
export function explainErrors(errors: readonly SchemaError[], { document, base }: Place, findings: Findings): void {
  for (const error of withoutChoiceNoise(errors)) {
    const pointer = `${base}${error.instancePath}`;
    const { spot, exact } = spotAt(document, pointer);
    const written = exact ? spot.written : null;
    findings.add((SENTENCES[error.keyword] ?? wrongShape)({ error, pointer, written, name: nameOf(pointer) }));
  }
}

interface Case {
  readonly error: SchemaError;
  readonly pointer: string;
  readonly written: string | null;
  readonly name: string;
}

const SENTENCES: Readonly<Record<string, (at: Case) => Finding>> = {
  additionalProperties: unknownKey,
  required: ({ error, pointer, name }) => ({
    code: "INV121",
    pointer,
    part: "key",
    message: `${name} needs \`${error.params.missingProperty}\``,
    hint: `Add \`${error.params.missingProperty}:\`.`,
  }),
  enum: wrongWord,
  const: wrongWord,
  anyOf: wrongShape,
  type: wrongShape,
  pattern: wrongPattern,
  minimum: outOfBounds,
  maximum: outOfBounds,
  minItems: empty,
  minLength: empty,
  minProperties: empty,
  maxLength: ({ error, pointer, name }) => ({
    code: "INV124",
    pointer,
    part: "value",
    message: `${name} is longer than ${error.params.limit} characters`,
    hint: "Shorten it.",
  }),
  uniqueItems: ({ error, pointer, name }) => ({
    code: "INV127",
    pointer: child(pointer, Math.max(Number(error.params.i), Number(error.params.j))),
    part: "value",
    message: `the same word stands twice in ${name}`,
  }),
};

function unknownKey({ error, pointer, name }: Case): Finding {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(error.parentSchema.properties ?? {});
  const near = suggest(key, known);
  const hint = near === null ? `Known here: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
  const where = pointer === "" ? "" : ` in ${name}`;
  return {
    code: "INV120",
    pointer: child(pointer, key),
    part: "key",
    message: `unknown key \`${clip(key)}\`${where}`,
    hint,
  };
}

function wrongWord({ error, pointer, name, written }: Case): Finding {
  const words = wordsOf(error.parentSchema) ?? [];
  const near = typeof error.data === "string" ? suggest(error.data, words) : null;
  const message = `${name} must be ${expected(error.parentSchema)}, not ${shown(error.data, written)}`;
  const hint = near === null ? `Write ${listed(words.map((word) => `\`${word}\``))}.` : `Did you mean \`${near}\`?`;
  return { code: "INV123", pointer, part: "value", message, hint };
}

function wrongShape(at: Case): Finding {
  const { error, pointer, name, written } = at;
  const { data, parentSchema } = error;
  const branches = branchesOf(parentSchema);
  if (data === null && !branches.some(({ type }) => type === "null")) return empty(at);
  const shape: Finding = {
    code: "INV122",
    pointer,
    part: "value",
    message: `${name} must be ${expected(parentSchema)}, not ${shown(data, written)}`,
  };
  if (typeof data === "number" && branches.some(isDuration)) return unitless(at);
  if (typeof data === "number" || typeof data === "boolean") {
    const texts = branches.filter(({ type, pattern }) => type === "string" && pattern === undefined);
    if (texts.some((branch) => wordsOf(branch) === null)) return madeOtherwise(at);
  }
  if (branches.every(({ type }) => type === "null"))
    return {
      ...shape,
      message: `${name} takes no input`,
      hint: `Write \`${name.replaceAll("`", "")}:\` and nothing behind it.`,
    };
  if (typeof data === "string") {
    if (branches.every((branch) => wordsOf(branch) !== null)) return wrongWord(at);
    if (branches.some(isDuration)) return notDuration(at);
    const hint = textHint(
      data,
      branches.map(({ type }) => String(type)),
      parentSchema.examples,
    );
    const words = branches.flatMap((branch) => wordsOf(branch) ?? []);
    const near = suggest(data, words);
    if (near !== null) return { ...shape, code: "INV123", hint: `Did you mean \`${near}\`?` };
    return hint === null ? shape : { ...shape, hint };
  }
  if (Array.isArray(data) && branches.some(({ type }) => type === "string"))
    return { ...shape, hint: "Write one value; a text that begins with `[` must stand in quotes." };
  const list = branches.find(({ type }) => type === "array");
  return list === undefined
    ? shape
    : { ...shape, hint: "Write it as a list: each item on a line that begins with a dash." };
}

/** What to write instead of a text, where something else was wanted. */
function textHint(text: string, types: readonly string[], examples: readonly string[] | undefined): string | null {
  if (types.includes("array")) return `Write it as a list: \`[${clip(text)}]\`.`;
  if (types.includes("boolean")) {
    if (/^(?:yes|on|y|true)$/i.test(text)) return "Write `true`.";
    return /^(?:no|off|n|false)$/i.test(text) ? "Write `false`." : "Write `true` or `false`.";
  }
  if (types.includes("integer") && /^\d+$/.test(text)) return "Write the number without quotes.";
  return examples === undefined ? null : `Write it like ${listed(examples.map((example) => `\`${example}\``))}.`;
}

/** `5E12345`, `0012345`, `true`: names that YAML made into something else. */
function madeOtherwise({ error, pointer, written, name }: Case): Finding {
  const text = written ?? String(error.data);
  const made = typeof error.data === "number" ? `the number ${error.data}` : `the truth value ${error.data}`;
  const message = `YAML reads \`${clip(text)}\` as ${made}, but ${name} is a text`;
  return { code: "INV118", pointer, part: "value", message, hint: `Write it in quotes: "${clip(text)}".` };
}

function unitless({ pointer, written, error }: Case): Finding {
  const text = written ?? String(error.data);
  const message = `${text} what?`;
  const hint = /^\d+$/.test(text) ? `A duration has a unit: \`${text}s\`, \`${text}m\` or \`${text}h\`.` : undefined;
  return { code: "INV125", pointer, part: "value", message, ...(hint === undefined ? {} : { hint }) };
}

function notDuration(at: Case): Finding {
  const { error, pointer } = at;
  const text = String(error.data);
  if (/^\d+$/.test(text)) return unitless({ ...at, written: text });
  const near = nearestDuration(text);
  const message = `\`${clip(text)}\` is not a duration`;
  return { code: "INV125", pointer, part: "value", message, ...(near === null ? {} : { hint: `Write \`${near}\`.` }) };
}

function wrongPattern(at: Case): Finding {
  const { error, pointer, name } = at;
  if (isDuration(error.parentSchema)) return notDuration(at);
  const hint = textHint(String(error.data), [], error.parentSchema.examples);
  const message = `${name} must be ${expected(error.parentSchema)}, not \`${clip(String(error.data))}\``;
  return { code: "INV122", pointer, part: "value", message, ...(hint === null ? {} : { hint }) };
}

function outOfBounds({ error, pointer, name, written }: Case): Finding {
  const { minimum, maximum } = error.parentSchema;
  const bounds = maximum === undefined ? `at least ${minimum}` : `between ${minimum ?? 0} and ${maximum}`;
  const message = `${name} must be ${bounds}, not ${written ?? String(error.data)}`;
  return { code: "INV124", pointer, part: "value", message, hint: `Write a number that is ${bounds}.` };
}

function empty({ error, pointer, name }: Case): Finding {
  const message = /^item/.test(name) ? `${name} is empty` : `${name} has no value`;
  const hint = `It must be ${expected(error.parentSchema)}; fill it, or take it out.`;
  return { code: "INV126", pointer, part: "value", message, hint };
}
