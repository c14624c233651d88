import type { Json } from "../base/json.ts";
import type { StepKind } from "../model/step.ts";
import { inYaml, type SampleSchema, samples } from "../report/explain-samples.ts";
import type { KeyExplanation, ShapeExplanation, StepExplanation } from "../report/explain-step.ts";
import { stepOptions } from "../runbook/schema.ts";
import { stepKinds } from "../steps/index.ts";
import type { SchemaPart } from "../text/schema-error.ts";
import { expected, listed, quoted, wordsOf } from "../text/words.ts";

/** The parts of an input's schema that are told. */
interface InputSchema extends SchemaPart {
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly items?: InputSchema;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly anyOf?: readonly InputSchema[];
}

/** What the engine does where the answer to a change is lost. */
const LOST = {
  repeatable: "The change is sent again: twice is as good as once.",
  once: "A call is in doubt and not sent again; where a later step waits for what it started, that settles the doubt.",
} as const;

/** All there is to know of a kind, from the value that also checks and runs it. */
export function explainStep(kind: StepKind): StepExplanation {
  const input = kind.input as InputSchema;
  // A requirement stands in the runbook once, before the steps, and takes no options.
  const item = stepKinds.includes(kind);
  const examples = (samples(input as SampleSchema) as readonly Json[]).map((sample) => ({
    yaml: `${kind.key}: ${inYaml(sample)}`.trim(),
    operations: kind.describe(sample),
    undo: kind.undo(sample),
  }));
  return {
    key: kind.key,
    item,
    summary: kind.summary,
    changes: kind.changes,
    input: shapesOf(input),
    options: item ? optionsOf(kind) : [],
    examples,
    outcomes: Object.entries(kind.outcomes),
    lostAnswers: kind.changes ? [kind.repeatable ? LOST.repeatable : LOST.once] : [],
  };
}

function shapesOf(schema: InputSchema): readonly ShapeExplanation[] {
  const shapes = wordsOf(schema) === null ? (schema.anyOf ?? [schema]) : [schema];
  const named = shapes.map((shape) => wordsOf(shape)?.join());
  return shapes.map((shape) => ({
    // Words that another shape has named already are not named again.
    takes:
      shape.items !== undefined && named.includes(wordsOf(shape.items)?.join() ?? "")
        ? "a list of these"
        : takes(shape),
    about: shape.description ?? "",
    keys: Object.entries(shape.properties ?? {}).map(([key, value]) =>
      keyOf(key, value, shape.required?.includes(key) === true),
    ),
  }));
}

function optionsOf({ takesTimeout }: StepKind): readonly KeyExplanation[] {
  return Object.entries(stepOptions)
    .filter(([key]) => takesTimeout || key !== "timeout")
    .map(([key, schema]) => keyOf(key, schema as InputSchema, false));
}

function keyOf(key: string, schema: InputSchema, required: boolean): KeyExplanation {
  const { default: standard, description = "" } = schema;
  return {
    key,
    takes: takes(schema),
    required,
    default: standard === undefined ? null : inYaml(standard),
    about: description,
  };
}

/** What a schema asks for: unlike in a message, every word it allows is named. */
function takes(schema: InputSchema): string {
  if (schema.items !== undefined) return `a list of ${takes(schema.items)}`;
  const words = wordsOf(schema);
  return words === null ? expected(schema) : listed(quoted(words));
}
