import { type ExplainedLine, section } from "./explain-page.ts";
import type { Paint } from "./paint.ts";

/** A key of a step's input, or an option beside its kind. */
export interface KeyExplanation {
  readonly key: string;
  /** What it takes, as the object of a sentence: "a duration", "a list of `a` or `b`". */
  readonly takes: string;
  readonly required: boolean;
  /** What holds where it is not written, as it would be written; null where nothing does. */
  readonly default: string | null;
  readonly about: string;
}

/** One of the shapes that a step's input may have. */
export interface ShapeExplanation {
  readonly takes: string;
  readonly about: string;
  /** The keys of a map; empty for anything else. */
  readonly keys: readonly KeyExplanation[];
}

/** A step as it may be written, and what it then stands for. */
export interface StepExample {
  /** Without the dash that begins an item of `steps`. */
  readonly yaml: string;
  /** Exactly what is asked of the computer. */
  readonly operations: readonly string[];
  readonly undo: string;
}

/** All there is to know of a kind of step, as data. */
export interface StepExplanation {
  readonly key: string;
  /** An item of `steps`; else a key of the runbook itself. */
  readonly item: boolean;
  readonly summary: string;
  /** Changes something on the client. */
  readonly changes: boolean;
  readonly input: readonly ShapeExplanation[];
  /** What may stand beside the kind. */
  readonly options: readonly KeyExplanation[];
  readonly examples: readonly StepExample[];
  /** What may come of it, each word with its meaning. */
  readonly outcomes: readonly (readonly [word: string, meaning: string])[];
  /** What is done where an answer is lost after a change was sent; empty where nothing is changed. */
  readonly lostAnswers: readonly string[];
}

/** Whether a kind changes anything, in a sentence. */
export function changesSentence({ changes }: Pick<StepExplanation, "changes">): string {
  return changes ? "Changes something on the client." : "Changes nothing on the client.";
}

/** `timeout` (a duration; 30m where not written): How long at most. */
export function keySentence({ key, takes, required, default: standard, about }: KeyExplanation): string {
  const silent = standard === null ? (required ? "required" : null) : `${standard} where not written`;
  return `\`${key}\` (${[takes, silent].filter((part) => part !== null).join("; ")}): ${about}`;
}

/** A shape in a sentence, then its keys. */
export function shapeSentences({ takes, about, keys }: ShapeExplanation): readonly string[] {
  const head = capital(about === "" ? `${takes}.` : `${takes}. ${about}`);
  return [head, ...keys.map(keySentence)];
}

/** A kind of step for people, in lines. */
export function stepLines(explained: StepExplanation, paint: Paint): readonly ExplainedLine[] {
  const { key, summary, input, options, examples, outcomes, lostAnswers } = explained;
  const undo = [...new Set(examples.map((example) => example.undo))];
  return [
    paint.bold(key),
    `  ${summary}`,
    `  ${changesSentence(explained)}`,
    ...section(
      "How it is written, and what it asks of the computer",
      examples.flatMap((example) => exampleLines(example, explained)),
      paint,
    ),
    ...section(input.length > 1 ? "Its input, one of" : "Its input", input.flatMap(shapeLines), paint),
    ...section("Beside it may stand", options.map(keySentence), paint),
    ...section(
      "What may come of it",
      outcomes.map(([word, meaning]) => `${word}: ${meaning}`),
      paint,
    ),
    ...section("Where an answer is lost", lostAnswers, paint),
    ...section(
      "To undo it",
      undo.map((sentence) => capital(`${sentence}.`)),
      paint,
    ),
  ];
}

function exampleLines({ yaml, operations }: StepExample, { item }: StepExplanation): readonly ExplainedLine[] {
  return [item ? `- ${yaml}` : yaml, ...operations.map((operation) => `    ${operation}`)].map((verbatim) => ({
    verbatim,
  }));
}

function shapeLines(shape: ShapeExplanation): readonly string[] {
  const [head, ...keys] = shapeSentences(shape);
  return [`- ${head}`, ...keys.map((line) => `    ${line}`)];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
