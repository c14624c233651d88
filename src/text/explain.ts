import { type Document, spotAt } from "./document.ts";
import type { Finding, Findings } from "./findings.ts";
import { withoutNoise } from "./noise.ts";
import { nameOf } from "./pointer.ts";
import type { SchemaError } from "./schema-error.ts";
import { type Case, doubled, empty, missingKey, outOfBounds, tooLong, unknownKey } from "./sentences.ts";
import { wrongPattern, wrongShape, wrongWord } from "./shape-sentences.ts";

/** Where the validated value stands in the document. */
interface Place {
  readonly document: Document;
  /** JSON pointer of the value that was validated. */
  readonly base: string;
}

/** How each keyword of JSON Schema is put into words; `wrongShape` for those that are not here. */
const SENTENCES: Readonly<Record<string, (at: Case) => Finding>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  enum: wrongWord,
  const: wrongWord,
  pattern: wrongPattern,
  minimum: outOfBounds,
  maximum: outOfBounds,
  minItems: empty,
  minLength: empty,
  minProperties: empty,
  maxLength: tooLong,
  uniqueItems: doubled,
};

/** Turns the errors of a validator into findings, one a mistake, in the words of the person who wrote the text. */
export function explainErrors(errors: readonly SchemaError[], { document, base }: Place, findings: Findings): void {
  const kept = withoutNoise(errors);
  const missingAt = missingKeys(kept);
  for (const error of kept) {
    const pointer = `${base}${error.instancePath}`;
    const { spot, exact } = spotAt(document, pointer);
    const written = exact ? spot.written : null;
    const missing = missingAt.get(error.instancePath) ?? [];
    const sentence = SENTENCES[error.keyword] ?? wrongShape;
    findings.add(sentence({ error, pointer, written, missing, name: nameOf(pointer) }));
  }
}

/** The keys that are missing, by the place of the map that lacks them. */
function missingKeys(errors: readonly SchemaError[]): ReadonlyMap<string, readonly string[]> {
  const missing = Map.groupBy(
    errors.filter(({ keyword }) => keyword === "required"),
    ({ instancePath }) => instancePath,
  );
  return new Map([...missing].map(([at, found]) => [at, found.map(({ params }) => String(params.missingProperty))]));
}
